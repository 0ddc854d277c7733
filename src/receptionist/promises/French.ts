import { grammar, type Idiom } from "./Idiom.ts"

const parts = {
  cl: `(?: (?:vous|te|le|la|les|lui|leur|y|en|me|nous|se))*`,
  aux: `
    (?:ai|a|avons)(?: tout)?
    (?:vais|va|allons)(?:{cl} (?:devoir|essayer de|tenter de|tacher de))?
    (?:suis|est|sommes) en train de
    apprete a
    (?:viens|vient|venons|essaie|essaye|tente|occupe|charge|permets|assure) de
    dois|doit|devons
    (?:suis|vois) (?:obligee?|dans le obligation) de`,
  will: `(?:va|vont|vais|allons){cl}`,
  // What stands in front of the verb: the caller, somebody else, or a thing.
  ofYou: `(?<=(?:vous|te) (?:le |la |les )?(?:(?:{aux}) )?)`,
  notYou: `(?<!(?:vous|te|nous) (?:(?:le|la|les|lui|leur|en|y) )*(?:(?:{aux}) )?)(?<!me (?:le |la |les )?(?:a )?)`,
  ofIt: `{notYou}(?<=(?:le|la|les|lui|leur|en) (?:(?:{aux}) )?)`,
  them: `(?!vous |votre |vos |moi |nous )\\w+(?: \\w+)*?`,
  is: `(?:(?:est|sont|a|ont|ete|etes|etre|sera|seront|serez|va|vont|allez|avez|en train de|vas|es) )+`,
  line: `(?:votre|le|ce|cet|la|notre|cette) (?:appel|ligne|communication|conversation)`,
  service:
    `service|departement|reception|equipe|collegue|comptabilite|facturation|conseill\\w+|agent|technicien\\w*|responsable|garage|atelier|ventes|specialiste|gerante?`,
  things: `details?|numero|adresse|mot|commande|informations?|document|facture|liste|temps`,
  matter: `
    messages?|demandes?|informations?|infos?|coordonnees|plainte|questions?|commentaires?|notes?|requete|annulation|consigne|affaire
    preferences?|reservation|mot|remarque|probleme|reclamation|commande|dossier|details?|changement`,
  it: `
    ca|cela|ceci|tout|tout (?:ca|cela|ce que .*)|le tout
    (?:votre|vos|le|la|les|ce|cet|cette|ces|un|une|son|sa) (?:\\w+ )*?(?:{matter})`,
  writing: `
    <not marqu signal mentionn soulign enregistr consign inscri ajout>|inscris|inscrire|inscrit|ecris|ecrire|ecrirai|ecrit
    transcris|transcrire|transcrit`,
  giving: `
    transm(?:ets|ettre|ettrai|ettrons|is|ise)|remets|remettre|remettrai|remis|soumets|soumettre|soumis|fais suivre|fais passer
    <adress achemin relay communiqu partag rapport livr transfer pass>|relaie|envoie|envoyer|envoye|donne|donner|remonte|remonter`,
  ensure: `assure|assurerai|assurer|assurons|veille|veillerai|veiller|(?:faire|fais|ferai) en sorte|voir|verrai`,
  done: `
    (?:not|transmis|envoy|enregistr|consign|achemin|communiqu|pass|sauvegard|signal|partag|livr|laiss|depos|confi|arriv|relay|ajout|notifi)(?:e|ee|es|ees)?
    (?:pris|remis|mis|transmis|soumis|inscrit|ecrit|recu|rendu|parvenu|parti|fait)e?s?
    en note|dans le systeme|au dossier|entre (?:les|de|de bonnes|bonnes) mains|en route|sur (?:son|sa|leur) \\w+`,
  // "Je vous rappelle que", "… l'adresse" reminds of something.
  remind:
    `(?! (?:que|(?:le|la|les|notre|nos|votre|vos|ces|cette|mon) (?!semaine|plus|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|jour|retour|prochain|debut|la|le|ici)|de \\w+(?:er|ir|re)\\b))`,
  soon: `(?! dans (?:une?|quelques) (?:instant|moment|minute|seconde))`,
  again: `
    rappel(?:ler|le|er|lera|leront|lerai|lerons|lons|lent){remind}
    appel(?:er|lera|leront|lerai|lerons|lent|le(?! une? ))(?! par )
    (?:re)?contact(?:e|er|era|eront|erai|erons|ons|ent)
    (?:re)?telephon(?:e|er|era|eront|erai|erons|ent)
    (?:re)?join(?:dre|dra|dront|drai|drons|gne)
    (?:revien(?:s|t|nent|dra|dront|drai|drons)|revenir){soon}
    (?:donn|pass|lach)(?:e|er|era|eront|erai|erons) un (?:\\w+ )?(?:coup de (?:fil|telephone)|appel)
    (?:re)?(?:fait|faire|fera) (?:un )?signe|donn(?:e|er|era|eront|erai|erons) (?:des|de nos|de ses) nouvelles`,
  touch: `
    communiqu(?:e|er|era|eront|erai|erons)
    (?:entr|mett|met|prend|rentr)(?:e|re|er|ra|ront|rai|rons|era|eront|erai|erons|s)? (?:en contact|en communication|contact)`,
  call: `appel|coup de fil|coup de telephone|telephone|rappel|retour|retour de appel|nouvelles`,
  // What one does with an address, or with what the caller has sent; and what is not a verb of doing at all.
  keep: `(?:
    (?:tout )?(?:besoin|votre|vois|voir|vu|note|noter|prends|prendre|pris|verifi|repet|epel|regard|lis|lire|lu|recu|recois|recevoir|cherch
    trouv|ouvr|utilis|inscri|ajout|corrig|connai|sais|entr|repond|peux|faudra|avoir|garde|consult)\\w*
    (?:demand|invit|sugg|conseill|recommand|propos|pri)\\w* .*
    (?:vais|va|vont|allons|ai|avons|suis|viens|dois|peux|pour|a|au|le|la|les|un|une|de|vous|te|lui|leur|nous|me|se|en|y)\\b
    )`,
  channel:
    `\\b(?:courriels?|courriers? electroniques?|emails?|mail|gmail|hotmail|messagerie electronique|boite de reception|\\S+@\\S+|arobase|sms|(?:sur|a) votre (?:cell|cellulaire|portable|mobile))`,
  into: `(?:(?:par|dans|sur|a|au|vers|chez) (?:\\w+ )*?|une? (?!adresse)(?:\\w+ )*?){channel}`,
  others: `(?!faudra|devra|pourra|aura|voudra|prefer)\\w+(?:ra|ront)`
}

/** A regular verb without its ending, and the endings that a promise can have: no conditional. */
const forms = (stem: string) => `${stem}(?:e|er|ee|es|ees|ons|eons|erai|era|erons|eront)\\b`

const { frame, pattern, ways } = grammar(parts, forms)

/** French, as it is spoken on the phone in Québec. */
export const french: Idiom = {
  // "Nous" and a bare verb is what a business does every day.
  frame: frame(`
    je{cl}(?: (?:{aux}){cl})?
    (?:on|nous) (?:vous|te|lui|leur|le|la|les|en){cl}(?: (?:{aux}){cl})?
    (?:on|nous){cl} (?:{aux}){cl}
    (?:on|nous){cl}(?= \\w+(?:erons|irons|drons|ttrons|ra) )
    (?:laissez moi|laisse moi|permettez moi de|en train de|le temps de|il faut que (?:je|on)){cl}`),
  promises: {
    transfer: ways(
      `
      {ofYou}(?:
        (?:<transfer redirig achemin aiguill bascul branch connect raccord dirig refer orient relay reli>|relie|joins (?:a|au|avec)|mets avec|mettre avec|mis avec)
        <pass>(?! (?:les? |la |le |une? |des |cette |ce )?(?:{things}))
        (?:fais|faire) passer (?:a|au|aux|chez)
        (?:remets|remettre|confie|confier|envoie|envoyer|envoye) (?:direct(?:ement)? )?(?:a|au|aux|vers|chez|entre)
        (?:donne|donner|refile|refiler) (?:a )?(?:la|le|une?|mon|ma) (?:{service})
        <laiss> (?:entre les mains|avec (?!ca |cela |ce |la question|le choix)\\w+)
        (?!attend|invit|conseill|sugger|recommand|revo|rappel|retrouv|demand|propos|contact|di|ecri|parl|repond|revien|laiss)\\w+ (?:a|au|aux|vers|avec|chez) (?:\\w+ )*?(?:{service})
      )
      {ofIt}(?:re)?join(?:s|dre|drai|drons)
      {notYou}(?:
        (?:re)?join(?:s|dre|drai|drons) {them}
        (?:chercher|trouve|trouver|cherche) (?:quelquun|une? (?:personne|preposee?|{service})|mon|ma|le|la)
        <demand> (?:a|au|aux) .*de (?:prendre (?:votre appel|le appel|la ligne)|decrocher|vous repondre)
        (?:appel(?:le|er)|contacte|contacter|joins|rejoins) {them} pour vous
        essa(?:ie|ye|yer) (?:le poste|la ligne|le bureau)
      )
      <transfer redirig achemin aiguill bascul dirig> {line}
      (?:fais|faire|ferai|ferons) suivre {line}
      <transfer>(?: (?:a|au|aux|vers|chez) .*|$)
      (?!rappel|attend|fini|termin|signal|mentionn|not)\\w+ (?:votre|le|cet) (?:appel|telephone) (?:a|au|aux|vers|chez|entre)
      <pass> (?:le appel|la ligne|votre appel)
      (?:met(?:s|tre|trai|trons|tons)?|mis) (?:\\w+ )*?(?:en (?:communication|ligne|contact|relation|lien)|au telephone avec)
      (?:fais|faire) le (?:lien|pont) avec
      (?:contacte|contacter|appelle|appeler|joins|joindre|avise|aviser) .* prenne (?:votre|le) appel
      <compos> (?:le|son|leur) (?:poste|numero|ligne)
      (?:sonne|fais sonner|sonner) .*poste
      (?:procede|proceder|effectue|effectuer|lance|lancer|fais|faire|fait|complete|demarre|commence|amorce) (?:a le|au|le|ce|votre) transfert`,
      `
      nous <transfer redirig achemin> {line}
      votre appel (?:est (?:en route|en chemin|rendu)|passe|se en va|va passer)
      (?:ca|cela|vous allez entendre|telephone) (?:va )?sonn(?:e|er|era)
      vous (?:allez entendre|entendrez) (?:\\w+ )?(?:sonnerie|tonalite|musique|clic)
      {will} decrocher
      ^ (?:le )?transfert(?: en cours.*)?$
      (?:appel|communication) {is}en (?:cours|train|voie) de (?:transfert|etre)
      transfert (?:est|se) (?:en cours|fait|lance|effectue|commence|amorce|en train)
      (?:(?:votre|le|cet) appel|la communication|vous) {is}(?:transfere|redirige|achemine|dirige|mise?|connecte|bascule|branche)[es]*
      vous (?:serez|allez etre) (?:en ligne|en communication|prise? en charge)
      est (?:au bout du fil|en ligne pour vous)
      vous (?:allez|parlerez)(?: parler| discuter)? (?:avec|a) .*(?:instant|secondes|moment)
      (?:{will} (?:prendre|repondre a)|prend|prendra|repondra a) (?:votre appel|la ligne|la releve|le relais|la suite|le appel)
      va vous (?:repondre|parler|prendre)
      vous (?:repondra|prendra|parlera)(?: sous peu| dans (?:une?|quelques) \\w+| bientot)?
      sera (?:avec|a) vous(?!.* (?:minutes|heures))`
    ),
    message: ways(
      `
      {ofIt}(?:{writing}|{giving}|dis|dire|dirai|dirons|dit|<parl>|<laiss> savoir|mets au courant|mettre au courant)
      {notYou}(?:
        (?:{giving}) (?:{it})(?!.* par la poste)
        \\w+ (?:votre|ce|cette|la|le|ca|cela|tout ca|vos) (?:\\w+ )?(?:{matter}) (?:a|au|aux) (?!vous )\\w+
        <rapport signal mentionn> .* (?:a|au|aux) \\w+
        (?:<avis inform notifi alert>|previens|previendrai|preveni?r?u?e?s?|avert(?:is|ir|irai|i)) \\w+
        (?:dis|dire|dirai|dirons|dit|dira) (?:a (?!vous)\\w+|au|aux|que|ca a|cela a|tout)
        <parl> (?:a|avec|au)
        <laiss> (?:votre|vos|le|la|les|ces|ce) .*(?: et .*)? (?:a|au|aux) (?!vous|la fin|partir)\\w+
        <expliqu> .+ (?:a|au|aux) (?!vous)\\w+
        <demand> (?:a |au |aux )(?!vous|.* de (?:prendre (?:votre|le) appel|decrocher|vous)){them} de (?!vous |me )\\w+
      )
      (?:{writing}) (?:{it})
      (?:transmets|transmettrai|transmettre|fais suivre|faire suivre)$
      <not> que
      (?:fais|fait|faire|ferai|ferons|fera) (?:(?:passer )?le message|suivre(?! {line})|part|savoir|la commission|(?:passer|parvenir|remonter) .*{matter})
      (?:mets|mettre|mis|ajoute|ajouter) (?:{it}) (?:sur|dans|a|au) (?!.*(?:attente|courriel|email|sms))\\w+
      (?:<laiss gliss depos touch ajout redig>|mets|mettre|mis|envoie|envoyer|ecris|ecrire|redige|rediger) (?:lui |leur |a {them} )?(?:une?|le|votre) (?:\\w+ )?(?:mot|message|note)
      (?:pren(?:ds|dre|drai|drons)|pris|prenons) (?:(?:{it}) )?en note
      (?:pren(?:ds|dre|drai|drons)|pris) (?:note|(?:votre|le|une?|ce|la|cette) (?:\\w+ )?(?:message|demande|note))
      (?:garde|garder) (?:ca|cela|une note)
      <pass> (?:le mot|le message|votre message|la commission|la demande)
      (?:<ouvr depos cre plac>|ouvert|cree) (?:une?|votre) (?:\\w+ )?(?:billet|ticket|demande|requete)
      (?:{ensure}) (?:a ce )?que (?!on vous)(?:{them}) (?:recoive|recoivent|ait|aient|sache|sachent|soit|soient|voie|lise|prenne)
      (?:{ensure}) (?:a ce )?que (?:ca|cela|(?:votre|le|la) (?:{matter})) (?:se rende|arrive|parvienne|passe|soit)`,
      `
      (?:equipe|bureau|reception)(?: \\w+)*? a (?:pris note|pris en note|note|recu|transmis)
      on (?:le|lui|leur){cl} dira
      (?<!les )(?:messages?|demandes?|informations?|coordonnees|plainte|questions?|commentaires|notes?|requete|annulation|mot) (?:\\w+ de \\w+ |de (?:rendez vous|\\w+) |pour .+ |lui |leur )?{is}(?:\\w+ )?(?:{done})
      (?:tout|ca|ce|cela) {is}(?:tout )?(?:note|pris en note|en note|transmis|enregistre|inscrit|ecrit$|communique|achemine|signale|au dossier|dans le systeme|entre)e?
      (?:message|demande|plainte|question) (?:se en va|va|ira|part|partira|est parti) (?:directement )?(?:a|au|aux|chez|vers)
      (?:message|demande) (?:va se rendre|se rendra|va passer|passera|suivra|va suivre)
      (?:il|elle|ils|elles|equipe|bureau|on) (?:le|la) (?:aura|auront|recevra|verra|verront|lira|saura|sauront)
      (?:va|vont) (?:le|la|les) lire
      (?:aura|auront|recevra|recevront|verra|lira|va avoir|va recevoir|va lire|va voir) (?:votre|le|ce|la) (?:\\w+ )?(?:message|demande|note|mot|question|consigne)
      (?<!on )(?:sera|est|a ete|ont ete|seront|va etre|vont etre) (?:avise|informe|prevenu|averti|mis au courant|au courant)[es]*
      ^ (?:(?:{matter}) (?:{done})|note|pris en note|transmis|enregistre)e?(?: (?:a|au) .*)?$`
    ),
    callback: ways(
      `
      <arrang organis> .*pour que .*vous (?:{again})
      (?:demand|dis|dire|charg|pri|fais|essay|tent|reessay|suggere|assur)\\w* .*de vous (?:{again})
      (?:<programm planifi not organis demand fix cedul enregistr inscri plac>|prevois|prevoir|prevu|mets|mettre|mis|prends|pris|inscris|inscrire|inscrit) (?:\\w+ )?(?:une?|le|votre|une demande de|ce|la liste des?|sur la liste des?|pour un|pour le) (?:\\w+ )?(?:rappels?|retour de appel)(?! de )`,
      `
      revien(?:s|t|drai|dra|drons|dront) vers vous{soon}
      vous (?:en )?(?!rappeler |appeler |\\w+er |revenir |\\w*joindre )(?:{again})
      (?:va|vont|vais|allons|doit|doivent|devrait|devraient|essayer de|tenter de|reessayer de) vous (?:{again})
      (?:{touch}) avec vous
      (?:fera|feront|ferons|(?:va|vont|allons|vais) faire|fais) (?:un|le) suivi (?:avec vous|.*par telephone)
      votre appel (?:sera|va etre) retourne
      <retourn> votre appel
      (?:recevrez|aurez|recevras|auras|(?:allez|devriez) (?:recevoir|avoir)) (?:\\w+ )*?(?:{call})
      (?:comptez|pouvez compter) sur (?:\\w+ )*?(?:{call})
      (?:^ attendez (?:notre|mon|son|un)|attendez vous a|prevoyez|pouvez vous attendre a) (?:\\w+ )*?(?:{call})
      vous (?:serez|allez etre|seras) (?:rappele|recontacte|contacte|joint)[es]*
      vous (?:etes|serez|voila) sur la liste (?:des? rappels?|pour un rappel)
      rappel(?! de ) {is}(?:\\w+ )?(?:prevu|programme|note|planifie|fixe|demande|enregistre|confirme|inscrit|organise)
      vous allez vous faire rappeler
      on se (?:rappelle|reparle)(?! que)`
    ),
    hangup: ways(
      `
      {ofYou}(?:
        <laiss>(?: (?:la dessus|ici|sur ca|aller|partir|retourner|a votre|continuer|poursuivre)|$)
        <quitt>(?: (?:la dessus|ici)|$)
      )
      <raccroch>
      (?:<coup termin ferm interromp conclu liber>|clos|clore) (?:{line}|ici)
      (?:met(?:s|tre|trai|trons)|mis) (?:fin|un terme) (?:a|au|ici)`,
      `
      (?:on|nous) (?:va |allons )?se laiss(?:e|er)(?: la dessus|$)
      ^ fin de le appel
      {line} (?:prend|prendra) fin
      {line} (?:(?:va|sera|est|se|sur le point de|etre) )+(?:termine\\w*|coupee?|prendre fin|interrompue?|deconnectee?|fermee?)`
    ),
    sending: ways(
      `
      (?:<expedi achemin adress partag envoy courriell>|envoie|enverrai|enverrons|enverra|envoyer|(?:fai[st]|faire|ferai|ferons) (?:parvenir|suivre|envoyer)|transm\\w+) .*{channel}
      (?!{keep})\\w+ (?:.* )?{into}
      (?:demand|dis|dire|dirai|fais en sorte).* (?:vous|lui|leur) (?:envoyer|expedier|transmettre|ecrire) .*{channel}
      (?:demand|dis|dire|dirai)\\w* .*de vous texter
      <text>`,
      `
      {will} (?:texter|(?!{keep})\\w+ (?:.* )?{into})
      {others} (?:.* )?{into}
      vous (?:texte|textera|texteront)
      (?:recevrez|recevras|aurez|auras|(?:allez|vas|devriez) (?:recevoir|avoir|voir)|verrez|trouverez) .*{channel}
      (?:attendez vous a|^ (?:surveillez|guettez)) .*{channel}
      (?:sera|va etre|vont etre|seront|a ete|(?:ce|votre .*|vous) est|viens? de (?:vous )?etre) (?:envoye|expedie|transmi|parti|achemine|livre)[es]*\\b.*{channel}
      {channel} (?:(?!ne )\\w+ )*?(?:sera|va etre|va|a ete|est|vient de) (?:vous etre |vous |lui |etre )?(?:envoye|transmi|parti|expedie|achemine|en route|en chemin|arriver|partir)[es]*
      (?:le|la|les) \\w+ (?:est|sont) parti[es]* .*{channel}
      (?<!votre ){channel} (?:(?!ne )\\w+ )*?(?:se en vient|arrive|arrivera|partira|se en va)
      (?:arrive|arrivera|va arriver|parvient|parviendra|va parvenir|vient de partir|part|partira|rentre|se en vient|se en va|vous attend)(?: .*)? {channel}`
    )
  },
  channels: {
    email: /courriel|courriers? electroniques?|email|(?:\b|g|hot)mail\b|messagerie electronique|boite|@|arobase/,
    text: /\b(?:sms|text\w+|cell\w*|portable|mobile)\b/
  },
  acknowledgement: pattern(`
    ^ note
    ^ (?:ce|tout|ca|cela) est (?:tout )?(?:note|pris en note|inscrit)
    ^ je (?:le |la |les )?(?:ai )?note(?: (?:ca|cela|tout))?
    ^ je (?:prends|ai pris) (?:ca |cela )?en note`),
  hedge: pattern(`
    ne|pas|jamais|(?<!(?:la|une|autre|bonne) )personne|rien|aucune?|sans|plutot que|au lieu|si|a moins|ni
    avant (?:que|de (?:vous|\\w+er\\b))|allai\\w+|devai\\w+|deviez|pourr\\w+|pourriez
    (?:ca|cela|ce) (?:vous )?\\w+rait|voulez|souhaitez|desirez|aimeriez|preferez|voudriez|pouvez|peux|peut|pourrais|pourrait|pourrions|faudrait|veux|veut
    est ce que|doisje|puisje|quels?|quelles?|comment|demandez|dites|aviez|avez|selon|vois|voit|on dirait
    (?:lorsque|quand|des que|une fois que|apres que|jusque a ce que) (?:je|on|nous|vous|quelquun|il|elle)
    (?:aurai[st]|auraient|aurions|auriez) (?:\\w+ )?(?:du|pu)
    votre (?:fils|fille|mari|femme|conjointe?|mere|pere|frere|soeur|banque|voisine?) (?:va|a|est|doit|peut)
    besoin|au cas|probablement|sans doute|possible que|se peut|peut etre|pour que|afin que`),
  habit: pattern(`
    habituellement|normalement|generalement|en general|toujours|de habitude|souvent|\\w+ jours avant
    chaque (?:jour|semaine|mois|fois|annee|matin|soir)`),
  past: pattern(`
    (?<!depuis )hier|(?<!depuis )avant hier|il y a|ce matin|plus tot|auparavant|autrefois
    (?:la semaine|le mois|le an|la annee|la fois|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:dernier|derniere|passee?)`),
  condition: pattern(`
    (?<!(?:verifi\\w+|voir|sais|demande\\w*|regarde\\w*|savoir|voit|meme) )si
    a moins|au cas|sinon|pourvu
    (?:des que|une fois que|quand|lorsque|apres que|aussitot que|tant que|jusque a ce que) (?:vous|(?:je (?:ai|aurai)|on (?:a|aura)|nous (?:avons|aurons)) (?:votre|vos|ca|cela|recu))
    (?:peux|pouvez|peut|pourrais|pourrait) (?:vous )?(?:prendre|laisser|demander|envoyer|transferer|passer|mettre|texter|faire)
    ^ (?:laissez|donnez|dites) moi (?!une? (?:\\w+ )?(?:instant|moment|minute|seconde)|ca)\\w+`),
  consent: pattern(
    "^ si (?:vous (?:voulez|preferez|souhaitez|le (?:voulez|souhaitez|desirez)|etes|aimez)|(?:ca|cela) .*)"
  ),
  confirming: pattern(`
    ^ (?:est ce que )?(?:ce est|ca|cela|ce est bien|est ce|vous etes|oui|on est) ?(?:bien )?(?:vous )?(?:va|convient|convient il|ca|cela|exact|correct|bon|beau|d accord|juste|irait|semble \\w+|marche|ok|de accord)?(?: pour vous)?$
    ^ (?:ne est ce pas|vous (?:dites|disiez)|ok|de accord|correct|exact)$`),
  asking: pattern(`
    ^ (?:est ce que|puisje|doisje|quels?|quelles?|qui|a qui|a quel\\w*|comment|quand|pourquoi|ou|que|combien)
    ^ (?:voulez|souhaitez|desirez|aimeriez|preferez|pouvez|pourriez|avez|aviez|etes|dites|devrais|y a)`),
  closing: pattern("autre (?:chose|question)|autrement|de autres? (?:choses?|questions?)|chose de autre|sera tout"),
  inviting: pattern("allez y|vas y|je vous ecoute|(?:dites|donnez|epelez|laissez|repetez) (?:le )?moi"),
  undone: pattern(`
    (?:ne|je|on|nous)(?: ne)?{cl} (?:avez pas ete|ai|a|avons|ont|peux|peut|pouvons|pourrai|suis|sommes|est|reussis|parviens|arrive) (?:\\w+ )*?(?:pas|rien|aucune?|jamais|personne|ni)(?! (?:vous )?(?:promettre|garantir|dire|entend\\w*|compris|saisi))
    (?:aucune?|rien|personne) .*ne{cl} (?:a|est|peut)
    rien ne
    (?:je|on|nous) ne (?:envo|pren|fais|fait|offr|texte|transfer)\\w* pas
    (?:ne|je|on|nous){cl} \\w+ pas (?:en mesure|capable|moyen)
    impossibles?|incapable|(?:pas|aucun) (?:moyen|possible)|echoue|ne (?:me )?permet pas|jamais reussi`),
  vain: pattern(`
    sans succes|en vain|ligne (?:est|etait) occupee|pas de reponse|ne repond pas|(?:a|ai) echoue
    (?:ne )?(?:a|est|fonctionne|marche) pas (?:fonctionne|marche|abouti|passe)?`),
  deeds: {
    transfer: pattern(`
      <transfer>|transferts?|(?:re)?joindre (?!vous)\\w+|repond\\w*|decroche|vous (?:passer|joindre|<pass>)
      vous mettre en (?:ligne|communication|contact)`),
    message: pattern("messages?|<not>|transm\\w+|en note|demande|prevenu|avise|informe"),
    callback: pattern("rappels?|rappeler|vous rappel\\w+"),
    hangup: pattern("<raccroch>|mettre fin|appel .*termine"),
    email: pattern("courriels?|emails?"),
    text: pattern("sms|texter|texte")
  }
}
