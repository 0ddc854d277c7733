/** Words by what they do in a request for a language; folded, as in `FrenchWords.ts`, French and English together. */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** What a request can be made of besides the language: courtesy, and words that ask for nothing else. */
export const around = set(`
  vite gros lot bother a about accord actually after again ah all allo allons allons-y alors and anyway apres attendez
  au available ben better bien bon bonjour bref c ca certainement cette chance coudonc d d'abord de definitely desole
  desolee disons donc du ease ecoute ecoutez eh en enfin est et etre excuse excusez faire finalement finally first fois
  for franchement from god hang hello here hey hi hold honestly how hum ici icitte if il in instead is it just juste
  kindly l la language langue le listen look maintenant maybe me meme merci mettons mieux moi moyen no non nope nothing
  now oh ok okay on only option or ou oui ouin pardon peut plait please plutot plz possibility possible pour qu quand
  rather rest reste rien right s same seigneur seriously service seulement si so sorry sounds speaking stp suite sure
  svp t tant te thank thanks the then there this time to today toujours tout uh um uniquement vous voyons wait way well
  what whoa with wo wow yeah yes you your yup
`)

/** What stands before a language in French where it is no adjective: everything but a noun. */
export const beforeInFrench = set(`
  unilingue choisi demande pese selectionne in en l le la the to au a d de du my mon ton votre notre leur son sa from
  speak speaks speaking talk talking parle parles parlez parler parlons parlent parliez parlais parlait understand
  comprends comprend comprendre comprenez comprenait know only just juste seulement plutot prefer preferred prefere
  preferes preferez preferer preferais prefererais want need like love please service services agent agente personne
  some any no not pas good bad little much better rather or ou and et pis bit peu pu jamais aucun aucune ni habla
  hablan never with than qu que bien mal very use bilingual instead of vous tu on moi veux voudrais veut voulez voulais
  aimerais besoin prends prend prendre choisis choisir mettez mets parlant connais connait apprends appris cet ce sans
  avec pour mieux donc ca s'il hey allo bonjour oui non ok c est etre suis
`)

/** Who serves a caller in a language, and the way to them: `English service`, `the French line`. */
export const serving = set(`
  department team departement service services agent agents agente representative representatives rep person people
  someone somebody anyone anybody operator line option menu speaker speakers speaking receptionist queue button key
  personne quelqu quelqu'un conseiller conseillere prepose preposee representant representante telephoniste ligne
  employe employee support assistance help staff customer
`)

/** What a caller who asks for a language says of the conversation. */
export const wanting = set(`
  stops runs ends articulate capable luck correct able accommodate aide aider aidez aime aimerais aise aller allez
  allons allowed alright answer answering appreciate appuye arrange arrangerait ask asked asking assist assistance
  available avez avoir awesome back beats begin besoin best better can carried carry chance change changeons changer
  changez changing chat choice choisi choisir choisis choix choose choosing chose clair clearer come comes comfortable
  commencer communicate communicating communiquer comprend comprendre comprends comprenez conduct confident confortable
  connect continue continuer continuez continuing continuons converse conviendrait convient could deal demande desire
  desirer dire dis discuter disons dispo disponible dites do does doing done donne donnez droit easier entitled essayer
  exige explain explaining explique expliquer expliquez express exprime exprimer facile faire fais fait faster feels
  feraient ferait fine finir finish finissons flip flows fluent follow get getting give go goes going good got great
  habla hablan handle have hear help helping helps hope hoping ideal ideally irait jaser keep language langue let's
  lets like love makes manage may meant mets mettez mettre mieux might moi moyen need needed needs nice offer offered
  offert offrez ok okay opt opter option parfait parle parlent parler parlera parlerais parleriez parles parlez parliez
  parlons passe passer passez passons perfect permettez pese peut peux pick plait please plz possible pourrais pourrait
  pourriez poursuivre pouvez pouvons prefer preferais prefere preference preferer prefererais prefererait preferes
  preferons preferred prefers prendre prends prenez press pressed pressing proceed puis pursue put rapide rather redire
  redites repeat repeating repete repeter repetez repondez repondre reponds request requesting require required
  requires reste rester restez restons retour retourner retournez return revenez revenir revenons revient right saves
  say saying seems select selected selectionner serait serve served servi servie serviez serving servir set simple
  simpler souhaite souhaiterais sounds speak speaker speakers speaking speaks start stay stp suit suits svp switch
  switche switcher switchez switching take talk talking transfer transferer transferez trouble try understand
  understands use using utiliser veux voudrais voudrait voulais voulons want wanted wants wish wonderful work works
  would y
`)

/** Of those, what any sentence has: it asks for nothing by itself. */
export const everyday = set(`
  stops runs ends luck correct like love fine good alright works work do doing done have avez avoir got get getting
  give donnez donne hear back right nice great perfect parfait wonderful awesome okay ok y can may does start begin
  take use using comes come feels seems sounds makes helps need needed needs passe fait fais faire convient serait
  ferait allons goes go going able started dis dit say saying said retour allowed droit try
`)

/** What is said of somebody who has a language. */
export const speech = set(`
  aider aidez aise answer assist bon bonne bons comfortable comprend comprendre comprends comprenez comprennent connais
  connait continue continuer dire dis discuss discuter dites do doing explain explaining explique expliquer expliquez
  express exprime exprimer fluent fluently follow fort forte go good great habla hablo has have hear help know knows
  maitrise parlait parle parlent parler parles parlez parliez parlons redire repeat repete repeter repetez repondez
  repondre said sais sait say saying speak speaking speaks spoke suis suivre talk talking talks tell understand
  understands use walk
`)

/** Speech that is asked of the agent, whatever it is about: `explain the bill to me in English`. */
export const telling = set(`
  aider aidez answer dire dis discuss discuter dites explain explaining explique expliquer expliquez go help parle
  parler parles parlez redire redites repeat repete repeter repetez repondez repondre say speak speaking talk talking
  tell walk
`)

/** To follow what is said. */
export const understanding = set(`
  understand comprends comprend hear entends follow suis get
`)

/** What denies. */
export const negation = set(`
  ain't aint aren't aucun aucune barely can't cannot cant couldn't didn't didnt doesn't doesnt don't dont hardly
  haven't isn't isnt jamais mal needn't neither never ni no nobody none nor not pas peine pu rien sans shouldn't wasn't
  without won't wouldn't wouldnt
`)

/** What is to end: `stop speaking English`. */
export const stopping = set(`
  spare drop skip forget ditch oubliez oublie laissez stop stopping quit arretez arrete arreter arretons cesse cessez
  lache lachez assez
`)

/** What a language is, or its speaker, that gives trouble: `my French is rusty`. */
export const trouble = set(`
  nonexistent inexistant minimal magane desirer stops runs ends affreux ardu arrache ashamed awful awkward bad
  baragouine barely base basic beginner broken clueless complique compliquee compliquer confused confusing crap depasse
  difficile difficult difficulte difficultes difficulties difficulty disappeared dur echappe ecoeure ecoeuree
  embarrassed embarrassing epouvantable faible fed forgot forgotten gene genee genes gone hard hardly honte hopeless
  horrible intimidated laborieuse laborieux limite limited losing lost lousy mauvais mauvaise mediocre misere nervous
  nul nulle panique pathetique penible perdu perdue poche poches poor pourri pourrie probleme quits rotten rouille
  rouillee rusty scolaire shy sick stress stresse stressed stressee struggle struggles struggling tanne tannee terrible
  tired trouble uncomfortable useless vanished weak worse worst zero
`)

/** What says that the language does not matter. */
export const indifferent = set(`
  matter matters whichever whatever either care mind derange importe n'importe egal pareil same indifferent choix
  choice
`)

/** How much of a language somebody has, or that they have two. */
export const quantity = set(`
  little bit peu also aussi both deux egalement bilingual bilingue bilingues either
`)

/** What somebody did in a language. */
export const past = set(`
  phoned rang overheard parlais heard saw noticed entendu entendue was were wasn't weren't had spoke answered replied
  said told sent called etait etaient etais parlait parlaient repondait repondu avait avaient ecrivait disait
  comprenait comprenaient understood
`)

/** What the conversation itself is, and its means: it is no thing that has a language of its own. */
export const ourselves = set(`
  echange exchange lot bit bother while favor favour call calls conversation appel discussion language langue languages
  tongue level niveau skills skill knowledge connaissance connaissances preference choice thing things stuff chose
  choses truc moment second minute instant time times problem right loi law whole entire following next other one ones
  world number numero touche button extension best easiest simplest fastest only same question questions
`)

/** With these the language is of a thing: a course, a form, a dish. */
export const things = set(`
  texter vow note chart sticker account dossier file profile profil compte accent ad affiche agenda agreement annonce
  announcement app application apprend apprendre appris article atelier avis bail bill billet board book booklet bread
  brochure bulldog camp cegep ceremonie ceremony certificat certificate chaine channel chanson class classes clavier
  college commission concert conference contract contrat copie copy courriel cours course creme cv daycare deed degree
  depliant devis dubbed captions captioned double doublee document documentation ecole ecrire ecris ecrit ecrite ecrivez email emission enregistrement
  enseignante enseigne enseigner envoie envoyer envoyes envoyez epele epelle equipe estimate etiquette etudie etudier
  exam examen facture fax fill filled filling film flyer form formation formulaire forward fries game garantie garderie
  grammar greeting group groupe guide histoire history homework immersion imprime imprimer instructions interprete
  interpreter interpreting invoice jeu jeux job journal journaux keyboard label learn learned learning lease lecon
  lesson letter lettre listing literary literature litterature livre livret magazine mail mailed manual mass memo menu
  message messe mot movie muffin music musique newspaper nom notice ordonnance page pamphlet pancarte paper paperwork
  papier parametres piece play police policy portail portal poste poster posting prescription presentation print
  printed prof professeur professeure program programme prononce prononciation pronunciation quarter questionnaire
  quote radio rapport receipt receive received recette recevoir recipe recording recu releve rempli remplir repondeur
  report restaurant resultat resume roman school seance seminar send sending serie session settings sheet show sign
  site slides sms song soumission soup sous-titres soustitres soutien spectacle spelling statement studied study
  studying subject subtitled subtitles survey taught teach teacher teaches tele television test text texto ticket title
  titres toast tour traducteur traduction traductrice traduire traduit training translate translated translating
  translation translator transmettre tuteur tutor tutorat tutoring tutrice tv universite university version vin visit
  visite voicemail waiver warranty website wine word workshop write writing written wrote
`)

/** What begins a clause where no comma does. */
export const breaks = set("but mais because cause so parce car faque fak donc sinon otherwise")
/** What a clause about the language can have besides courtesy: `is English possible`. */
export const copula = set("is are would does do will que est was y i'd")
