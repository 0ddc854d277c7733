const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ""))

/** Words that a request for a language can be made of besides its name. */
export const around = set(`
  coudonc voyons wow ecoutez ecoute listen look anyway bref franchement honestly seriously attendez wait hang hold on please kindly definitely certainement
  ease
  suite reste rest about how what mieux better
  way chance moyen possibility hi seigneur god yup nope finally enfin disons allons-y allons mettons sounds
  in en the le la l to a au please plz svp stp s il vous te t plait ok okay yes yeah oui ouin no non hi hello allo bonjour
  sorry desole desolee pardon excuse excusez moi me for pour only just juste seulement uniquement if possible si thanks thank
  you merci ah oh hey eh uh um well ben bon now maintenant d du from de or ou rien nothing plutot instead mettons then alors
  finalement actually maybe peut etre rather and et c est ca it this time cette fois service option possible available
  speaking today tant qu faire your language langue way all d'abord accord right bien sure hum so donc first same with
  about how what mieux better is la quand meme wo whoa man there icitte ici here after apres again tout toujours
`)

/** What may stand between a clause that names a thing and the language: everything but a noun. */
export const beforeInFrench = set(`
  in en l le la the to au a d de du my mon ton votre notre leur son sa from speak speaks speaking talk talking parle parles
  parlez parler parlons parlent parliez parlais parlait understand comprends comprend comprendre comprenez comprenait know
  only just juste seulement plutot prefer preferred prefere preferes preferez preferer preferais prefererais want need like
  love please service services agent agente personne some any no not pas good bad little much better rather or ou and et pis
  bit peu pu jamais aucun aucune ni habla hablan never with than qu que bien mal very use bilingual instead of vous tu on
  moi veux voudrais veut voulez voulais aimerais besoin prends prend prendre choisis choisir mettez mets parlant en
  connais connait apprends appris cet ce sans avec pour mieux donc ca s'il hey allo bonjour oui non ok c est etre suis
`)

/** Who serves a caller in a language: `English service`, `une personne anglophone`. */
export const serving = set(`
  department team departement
  service services agent agents agente representative representatives rep person people someone somebody anyone anybody
  operator line option menu speaker speakers speaking receptionist queue button key personne quelqu quelqu'un conseiller
  conseillere prepose preposee representant representante telephoniste ligne employe employee support assistance help staff
  customer
`)

/** What a caller who asks for a language says of the conversation. */
export const wanting = set(`
  pese appuye pressed entitled
  comes come feels seems sounds makes helps beats goes flows saves
  fluent confident deal manage get
  please plz svp stp plait carried poursuivre pursue prefers speaks understands needs wants require requires required carry flip put set opt opter disons finir finish finissons handle conduct desire desirer exige accommodate trouble offered served
  speak speaks speaking talk talking parler parlez parle parles parlons parlent parliez parlerais parleriez parlera discuter
  jaser chat converse communicate communiquer continue continuing continuer continuez continue continuons switch switching
  switche switcher switchez change changing changer changez changeons passer passez passons passe go going aller allons allez y
  proceed keep stay rester restez reste restons repeat repeating repeter repetez repete say saying dire dites redire redites
  dis explain explaining expliquer expliquez explique exprime exprimer express answer answering repondre repondez reponds
  serve served serving servi servie servir serviez help helping aider aidez aide assist assistance prefer prefere preferer
  preferes prefererais preferais prefererait preferons preferred preference rather mieux better best easier simpler faster
  clearer facile simple rapide clair comfortable confortable aise ideal ideally great perfect parfait wonderful awesome nice
  like love aime aimerais want wanted need needed wish hope hoping appreciate voudrais veux voulais voudrait voulons
  souhaite souhaiterais besoin possible okay ok fine good alright works work do doing done faire fait fais ferait feraient
  peut peux pouvez pourrait pourriez pourrais pouvons puis permettez can could may would might let's lets does have avez avoir
  got press pressed pressing use using utiliser prends prendre prenez take pick choose chose choosing select selected meant
  choisir choisis choisi choix selectionner demande ask asking asked request requesting donnez donne give get getting hear
  mets mettez mettre understand understands follow comprends comprend comprenez comprendre back revient revenir revenez
  revenons retour retourner retournez return speaker speakers option choice available disponible dispo offert offrez offer
  language langue moi convient conviendrait arrange arrangerait allowed right droit transfer transferez transferer connect
  serait irait chance moyen option hablan habla suits suit try start begin commencer essayer communicating able
`)

/** What some speak of when they say that speech is of a language. */
export const speech = set(`
  speak speaks speaking spoke talk talks talking understand understands follow know knows hear say said saying explain
  explaining repeat answer tell discuss help assist express parle parles parlons parler parlez parlent parliez parlait
  comprends comprend comprennent comprenez comprendre connais connait sais sait maitrise habla hablo good great fluent fluently
  comfortable bon bonne bons aise fort forte expliquer expliquez explique dire dites dis redire repeter repetez repete repondre
  repondez aider aidez discuter suivre suis do doing have has use exprimer exprime continue continuer go walk
`)
/** Speech that is asked of the agent, whatever it is about: `explain the bill to me in English`. */
export const telling = set(`
  speak speaking talk talking explain explaining repeat say tell discuss help answer go walk expliquer expliquez explique
  dire dites dis redire redites repeter repetez repete repondre repondez aider aidez discuter parler parlez parle parles
`)
export const understanding = set("understand comprends comprend hear entends follow suis get")
export const pleading = set("please plz svp stp s")
export const negation = set(`
  rien aint ain't
  not no never cannot can't cant couldn't don't dont doesn't doesnt didn't didnt won't wouldn't wouldnt isn't isnt aren't wasn't
  shouldn't needn't haven't nobody nor neither none pas jamais aucun aucune pu ni sans without hardly barely peine mal
`)
export const stopping = set("spare drop skip forget ditch oubliez oublie laissez stop stopping quit enough arretez arrete arreter arretons cesse cessez lache lachez assez")
export const instead = /\b(?:instead of|rather than|plutot qu|plutot que|au lieu)\b/
/** What makes a language hard for the one who says it. */
export const trouble = set(`
  losing struggling
  gone poche poches disappeared vanished quits
  arrache echappe depasse forgot forgotten
  hopeless useless clueless rotten lousy crap embarrassing epouvantable affreux pathetique barely baragouine zero
  tired sick fed tanne tannee ecoeure ecoeuree
  nervous shy embarrassed uncomfortable stressed stress intimidated ashamed gene genee genes stresse stressee honte panique awkward
  trouble bad hard hardly difficult difficulty difficulties struggle struggling struggles lost confusing confused limited rusty weak
  poor terrible horrible awful broken worse worst basic beginner misere difficulte difficultes probleme dur difficile complique
  compliquee compliquer perdu perdue mauvais mauvaise limite rouille rouillee faible nul nulle mediocre pourri
  pourrie laborieux laborieuse penible ardu
`)
export const first = set(`
  i i'm im i'd id i'll i've ive we we're we'd we'll we've let's lets je j nous on jveux jaimerais jsuis jvoudrais jpeux chu chus
  chui chuis jparle jprefere
`)
export const second = set("you you're you'd you'll you've y'all vous tu t")
export const generic = set(`
  someone somebody anyone anybody nobody quelqu quelqu'un quelquun person personne people gens agent agents agente rep reps
  representative representatives operator conseiller conseillere prepose preposee monde staff human humain telephoniste
  representant representante
`)
export const third = set(`
  he'd she'd they'd
  he she they he's she's they're he'll she'll his her their ils elles him
  husband wife mother father mom mum dad daughter daughters son sons sister brother friend friends grandmother grandfather
  grandma grandpa uncle aunt cousin boyfriend girlfriend partner spouse fiance kid kids child children boss colleague coworker
  neighbor neighbour tenant landlord roommate client clients customer customers patient patients guy man woman lady girl boy
  doctor doctors dentist dentists hygienist hygienists nurse nurses technician plumber driver teacher guide lawyer notary
  accountant instructor trainer therapist vet manager supervisor receptionist secretary cleaner students student caller
  parents inlaws everyone everybody company family cat dog
  mere pere maman papa belle beau femme mari fille filles fils fiston ami amie amis soeur frere voisin voisine voisins chum
  blonde conjoint conjointe enfant enfants parents collegue collegues grand-mere grandmere grandpere tante oncle cousin cousine
  patron patronne locataire proprietaire coloc client cliente clients monsieur madame dame gars homme garcon docteur medecin
  medecins dentiste dentistes hygieniste infirmiere infirmier technicien technicienne plombier livreur chauffeur guide avocat
  notaire comptable moniteur monitrice instructeur therapeute veterinaire gerant gerante superviseur receptionniste secretaire
  employe employes employee eleves etudiants chien chat famille compagnie
`)
/** "il" and "elle" are somebody, but for "est-il possible", "il faut", "s'il vous plaît". */
export const impersonal = set("est s faut y serait peut semble a pourrait")

/** With these the name is of a thing: a course, a form, a dish. */
export const things = set(`
  statement releve portal portail sheet waiver memo flyer survey questionnaire agenda slides presentation agreement lease bail deed prescription ordonnance resultat booklet livret forward transmettre notice avis annonce listing ad
  send sends sending envoyer envoyez envoie envoyes mail mailed fax receive received recevoir
  class classes course courses lesson lessons teacher teach teaches taught learn learning learned study studying studied
  immersion exam exams test school college university degree grammar homework tutor tutoring form forms letter letters document
  documents documentation website site page pages app menu menus book books film films movie movies contract bill bills invoice
  invoices copy copies brochure pamphlet report email emails e-mail text texts sms paper papers paperwork ticket tickets receipt
  policy quote estimate warranty certificate label labels instructions manual guide version versions translation translate
  translated translator translating interpreter interpreting subtitles subtitled sign signs poster ad article articles magazine
  newspaper journal voicemail recording greeting announcement tour tours visit ceremony mass show concert play song music radio
  tv television series game games program programme programs workshop training seminar conference session sessions
  group groups camp daycare restaurant restaurants fries toast muffin muffins recipe wine soup bread bulldog accent
  spelling pronunciation keyboard settings history literature literary board quarter channel wrote written write
  writing print printed fill filled filling email subject resume cv job posting word title
  cours lecon lecons prof professeur professeure tuteur tutrice tutorat apprendre appris apprends apprend enseigne enseigner
  enseignante etudie etudier etudies examen examens ecole cegep universite formulaire formulaires lettre lettres courriel
  courriels texto textos livre livres contrat contrats facture factures copie copies brochure depliant rapport papier papiers
  billet recu police soumission devis garantie certificat etiquette etiquettes instructions traduction traduire traduit
  traducteur traductrice interprete ecrit ecrite ecrire ecrivez ecris imprimer imprime remplir rempli roman sous-titres
  soustitres affiche affiches pancarte enseigne article journal journaux message messages repondeur enregistrement visite
  visites ceremonie messe spectacle piece chanson musique radio tele television serie chaine poste emission jeu jeux programme
  atelier formation conference seance groupe camp garderie restaurant recette vin creme muffin accent epelle epele prononce
  prononciation clavier parametres histoire litterature commission soutien equipe mot nom
  sous titres application
`)
export const indifferent = set(`
  matter matters whichever whatever either care mind derange importe n'importe egal pareil same indifferent choix choice
`)
export const quantity = set("little bit peu also aussi both deux egalement bilingual bilingue bilingues either")
export const past = set(`
  overheard
  parlais   heard saw noticed entendu entendue
  was were wasn't weren't had spoke answered replied said told sent called etait etaient etais parlait parlaient repondait
  repondu avait avaient ecrivait disait comprenait comprenaient understood
`)
export const asking = /\b(?:want\w*|meant|hop\w+|wonder\w+|wish\w*|ask\w*|press\w*|chose|picked|selected|need\w*|voulais|aimerais|demande|choisi|pese|appuye|if you|si vous|si tu|i said|i told|thought|pensais|croyais)\b/

/** The caller asks for a word, not for a conversation. */
export const forWord =
  /\b(?:how (?:do|would|can|to|does) (?:you |i |we |one )?(?:say|call|spell|write|pronounce)|on dit \S+ en$|vient de|comes from|comment (?:on |ca |vous |tu |est ce qu on )?(?:dit|dire|dites|appelle|traduit|se dit|ca se dit|s appelle)|(?:the|a|that|le|un|ce|that s the|what's the) (?:word|words|term|expression|mot|terme|nom)(?! (?:de|d|of)\b)|means?|called|veut dire|mot pour)\b/
/** It is in that language: a thing, not what the caller wants. */
export const beingIn =
  /\b(?:is|are|was|were|be|been|being|it's|that's|they're|est|c est|etait|sont|sera|etaient|comes?|came)(?: (?:it|this|that|they|there|ca|cela|only|just|all|not|always|both|also|juste|seulement|tout|toute|toujours|pas|aussi))? (?:in|en)$/
export const modal = /\b(?:better|mieux|easier|can|could|may|might|peut|peux|pourrait|pourrais|pouvez|pourriez|would|possible)\b/
/** Nobody has to speak it. */
export const unneeded =
  /\b(?:no need|don't need|dont need|do not need|don't have to|dont have to|doesn't have to|needn't|not necessary|unnecessary|isn't necessary|not needed|isn't needed|never asked|didn't ask|don't worry|no worries|pas besoin|pas necessaire|pas obliges?|pas obligee?s?|pas oblige|pas a|pas la peine|inutile|jamais demande|inquietez)\b|^(?:no thanks|no thank you|non merci) (?:pour|for|on|to|the|l|le)\b/
export const afterUnneeded = /^(?:\w+ )?(?:is |isn't |n |est |c est )*(?:not |pas )?(?:necessary|needed|required|necessaire|obligatoire|utile|requis|besoin)\b/
/** Too much for the one who says it. */
export const tooMuch = /\b(?:too (?:fast|quick|hard|much)|beyond me|over my head|trop (?:vite|dur|difficile|rapide|complique)|fait deux|gives? up|(?:parle[rsz]?|speak|talk\w*|going|go|allez|vas) (?:\w+ )?(?:vite|fast)|mal|lost|up to)\b/
export const whose = /\b(?:for|to|with|pour|a|avec) (?:her|him|them|elle|lui|eux)\b|\b(?:la|les|l) (?:servir|aider|accueillir|recevoir|rencontrer|rappeler|soigner)\b/
/** Complaints: `why are you talking to me in French`, `I'm lost when you speak English`. */
export const complaint = /\b(?:why|pourquoi|how come|when|quand|lorsque|lorsqu|whenever|(?<!can |could |to |please )keep|you're|stop)\b/
/** What comes before a language that is the caller's: `my first language is English`. */
export const ownLanguage = /\b(?:language|tongue|prefer\w*|preference|speak|know|have|need|choice|langue|parle)\b/
/** Words that begin a clause without a comma. */
export const breaks = new Set(["but", "mais", "because", "cause", "so", "parce", "car", "faque", "fak", "donc", "sinon", "otherwise"])
/** A question begins: `I'm lost can we speak English`. */
export const question =
  /^(?:(?:can|could|may|might|would|do|does|will|shall|should) (?:i|we|you|someone|somebody|anyone|anybody|it|there)\b|is (?:it|there|this|that)\b|is (?:english|french) (?:ok|okay|fine|possible|all|alright|available|good|an|something)\b|are (?:you|there)\b|est ce qu|pouvez vous|pourriez vous|avez vous|parlez vous|peux tu|parles tu|puis je|peut on|y a t|let's\b|don't (?:bother|worry|switch|speak|answer|change)\b)/
/** Not there: `how do you`, `if it is there`. */
export const beforeQuestion = /^(?:how|what|where|when|why|who|which|if|whether|that|and|or|comment|ou|quand|pourquoi|i|we|you|it|not|all)$/
export const copula = new Set(["is", "are", "would", "does", "do", "will", "que", "est", "was", "y", "i'd"])
/** Who lives or works in a language is not asking for it. */
export const elsewhere =
  /\b(?:(?:at|a) (?:my |the |la )?(?:home|work|school|job)|with (?:the|my) (?:kids|children|family|wife|husband|parents)|in (?:high )?school|growing up|a la maison|au travail|au bureau|a l ecole|en famille|avec (?:les|mes) enfants|at the office|every day|all day|a longueur de|toute la journee|(?:avec|with) (?:mes|my) (?:clients?|collegues|coworkers|colleagues|friends|amis)|toute ma vie|my whole life|i used to|years ago|grew up|raised|grandi|elevee?)\b/
/** `Do we have to do this in French?` */
export const haveTo = /\b(?:(?:do|does) (?:we|i) (?:really |always )?(?:have|need) to|must (?:we|i)|(?:faut|oblige|obligee|obliges) .*(?:vraiment|absolument))\b/
export const tooLittle = /\b(?:very little|not much|hardly any|tres peu|pas beaucoup|pas gros|presque pas|just a (?:little|few|bit)|not a word of|no|zero|barely any|aucun|trop peu)(?: (?:de|d|of|the|words of))?$|\b(?:only|just|juste|seulement|like|pas|not)\b.*\b(?:words?|mots?) (?:of|de|d|en|in)$/
export const notOne = /\b(?:mot|mots|word|words) (?:de|d|of|en)$/
export const wordsFail = /(?:find|have|lack|lose|missing|know|trouve|cherche|manque|perds)\w* .*\b(?:mes mots|les bons mots|my words|the (?:right )?words|enough (?:words|vocabulary)|vocabulaire)\b/
export const secondLanguage = /\b(?:second|third|deuxieme|troisieme) (?:language|langue)|langue seconde\b/
/** Moods of asking: `j'opterais`, `finissons`, `poursuivez`. */
export const mood = /^(?:.{2,}(?:rais|rait|riez|rions|raient)|.{3,}(?:ons|ez))$/
export const doubting = /\b(?:don't|not|isn't|pas)\b.*\b(?:think|believe|sure|confident|trust|comfortable|crois|pense|trouve|confiance|certain)\b/
/** After these comes a verb, whatever it looks like: `to chat`, `can we wrap up`. */
export const beforeVerb = /^(?:to|rather|can|could|may|will|would|we|i|you|let's|us|please|de|d|pour|on|je|j|se|me|vous|nous)$/
/** The caller has it: `I speak English`. */
export const speaks = /^\S+ (?:\S+ )?(?:(?:can|could|do|also|peux|sais) )?(?:speak|know|parle|parler|jase)(?: (?:l|le|in|en|the|bien|very|good))*$/
/** What somebody did: `il m'a répondu en anglais`. */
export const didSpeak = /\b(?:a|ont|avait|avaient|avez|avons) (?:deja |toujours |juste |tout )?(?:parle|repondu|dit|ecrit|explique|servi|servie|transferee?|refere|crie|mis)\b/
/** A job or a place that asks for it. */
export const required = /\b(?:required|mandatory|compulsory|asset|requirement|obligatoire|exige|exigee|requis|atout|(?:for|pour) (?:le|la|l|the|this|that|un|a) (?:poste|emploi|job|position|travail|cours|stage)|to apply|pour postuler|to work there)\b/
export const needsIt = /\b(?:do|does|would|will|must) (?:i|they|he|she|people|we) (?:need|have to|speak|know)\b/
/** `more fluent in French`, `plus à l'aise en français`. */
export const comparative = /\b(?:more|plus|mieux|better|easier|simpler|faster|clearer)(?: \S+){0,3} (?:in|en|with|avec)(?: (?:l|le))?$/
export const wrongOne = /\b(?:wrong|mauvaise?|bad) (?:language|langue|option|button|bouton|choix|choice|number|line|key)\b/
export const noWay = /\b(?:pas|no|not|isn't|aucun) (?:de |d |there |any |a )*(?:moyen|facon|way|possibilite|possible|possibility|chance|option|service)\b/
export const beforeObject = /^(?:from|of|to|with|for|de|d|avec|a|chez|pour)$/
/** What the conversation itself is: it has no language of its own. */
export const ourselves = set(`
  call calls conversation appel discussion language langue languages tongue level niveau skills skill knowledge connaissance
  connaissances preference choice thing things stuff chose choses truc moment second minute instant time times problem right
  loi law whole entire following next other one ones world number numero touche button extension best easiest simplest fastest only same question questions
`)
export const determiner = /^(?:the|my|your|our|his|her|their|this|these|those|a|an|le|la|les|l|mon|ma|mes|ton|ta|tes|votre|vos|notre|nos|leur|leurs|ce|cet|cette|ces|un|une|des|du)$/
export const reading = /\b(?:read|reads|write|lis|lire|ecris|ecrire|ecrit)\b/
/** English `on`, and not the French pronoun: `on the phone`. */
export const afterEnglishOn = /^(?:the|my|your|this|that|a|monday|here|with|in)$/
export const partly = /\b(?:half|moitie|presque rien|pas grand chose|almost nothing)\b/
export const whatYouSay = /\bwhat you(?:'re| are)? (?:say|said|saying)\b|\bce que (?:vous dites|tu dis)\b|\bquand vous parlez\b/
export const understands = /^\S+ (?:\S+ )?(?:understand|manage|handle|get by|comprends|comprendre|connais|debrouille)(?: (?:l|le|in|en|the|bien|with|avec|very|good))*$/
export const whyThat = /\b(?:why|pourquoi|how come)(?: (?:in|en|the|le|l|du|is it|are we in|c est))*$/
export const brings = /\b(?:bring|bringing|amener|amene|emmener|emmene|venir avec|come with|coming with)\b/
export const speaksOf = /^\S+ \S+ (?:(?!(?:and|to|you|i|we|et|je|vous|on) )\S+ ){0,3}(?:parle|parlent|parlait|comprend|comprennent|prefere|speaks?|spoke|understands?|knows?|needs?|prefers?|wants?|has)\b/
/** What comes before somebody's or a street's name. */
export const beforeName = /^(?:rue|street|avenue|boulevard|chemin|madame|monsieur|mr|mrs|ms|miss|mme|m|dr|docteur|doctor)$/
/** What stands after these is not who speaks: `on the phone`. */
export const preposition = /^(?:on|at|in|of|to|with|from|for|by|sur|de|d|avec|a|au|dans|pour|chez|du)$/
/** What is said of the language itself, after it: `en anglais ça irait`, `English would be safer`. */
export const suits = /^(?:ca |c |it |that |m |me |nous )?(?:irait|serait|se peut|se pourrait|va (?:tu |etre )?(?:mieux|bien)|est (?:possible|mieux|correct|parfait|plus)|would|'d be|works|arrange\w*|convien\w*)\b/
/** Who is not there: `isn't there a French option`. */
export const isThereNot = /\b(?:isn't there|ain't there|aren't there|there isn't|y a pas|y a t il pas|n y a t il pas|y aurait pas)\b/
/** An object, and not who is to speak: `follow you`. */
export const takesYou = /^(?:follow|understand|hear|heard|overheard|tell|told|ask|asked|call|called|thank|help|get|give|gave|send|sent|bring|see|saw|passing|pass)$/
/** One of several things: `the one in French`. */
export const oneOfThem = /\b(?:celui|celle|ceux|celles|the ones?|that one|which one)(?: (?:qui est|qui sont|that's|that is))? (?:in|en)$/
/** An observation: `vous me parlez en français`. */
export const observes = /^(?:vous|tu) (?:me|m) (?:parle[sz]|repond\w*)(?: (?:en|in))?$/
export const whQuestion = /\b(?:what|which|how|where|why|who|quel|quelle|comment)\b/
/** Of those, what any sentence has: it asks for nothing by itself. */
export const everyday = set(`
  like love fine good alright works work do doing done have avez avoir got get getting give donnez donne hear back right nice
  great perfect parfait wonderful awesome okay ok y can may does start begin take use using comes come feels seems sounds makes
  helps need needed needs passe fait fais faire convient serait ferait allons goes go going able started dis dit say saying said
  retour allowed droit try
`)
/** A question to the one who answers, or about what both do. */
export const invitation =
  /\b(?:can|could|may|might|would|do|don't|shall|does|is there) (?:i|we|you|someone|somebody|anyone|anybody|it|this)\b|\b(?:pouvez|pourriez|avez|auriez|parlez) vous\b|\b(?:peux|pourrais) tu\b|\bon (?:peut|pourrait|va|fait)\b|\bes?t ce qu?e? (?:je|j|on|vous|tu)\b|\blet's\b|\blet (?:me|us)\b|\bis it (?:cool|ok|okay|fine|alright|all right|possible) (?:if|to|for)\b|\b(?:say|explain|do|hear|get|handle) (?:it|this|that|everything) in$/
/** What was never learned is not there; what was, is a course. */
export const learning = /\b(?:learn\w*|taught|studied|took|appris|apprendre|etudie)\b/
/** An object where a verb in the infinitive follows: `je peux pas vous expliquer`. */
export const beforeObjectYou = /^(?:pas|peux|veux|vais|voudrais|dois|va|peut|veut)$/
/** `Anglais non, français oui`. */
export const yes = /^(?:yes|oui|ok|okay)$/
export const lessSo = /\b(?:moins|less|not as|pas aussi|not so)\b/
/** The end of what is said, however it began: `english please`. */
export const plea = /^(?:please|plz|svp|stp|s v p|s il (?:vous|te) plait|je vous prie)(?: (?:thank you|thanks|merci|madam|madame|sir|monsieur|miss))?$/
/** What is done in a language without anybody here speaking it: `se marier en anglais`. */
export const doneIn = /\b(?:married|marry|marier|sings?|chante\w*|rides?|watch\w*|regarde\w*|ecoute[rsz]?|listens?|travaille\w*|works?|live[sd]?|habite\w*|deals?|sells?|vende\w*|rent\w*|dream\w*|reve\w*)\b/
export const theirs = /^(?:his|her|their|sa|son|leur|leurs)$/
