import { oneOf, says } from "../SpokenPattern.ts"

const asks = oneOf("qui|que|quoi|où|quand|comment|combien|pourquoi|quel|quelle|quels|quelles|lequel|laquelle")
const be = oneOf("est|était|sera|serait")

/** Ends that look like those of half a sentence, and are not. */
const complete = says(
  `(bien|pour|ce est) sûr#`,
  // "Pour qui ?", "c'est où ?", "vous êtes qui ?", "depuis quand ?"
  `(ce est|à|de|pour|avec|par|chez|vers|depuis|jusque|dès|êtes|est|sont|ai|avez|et|sais|savez|sait|parlé) (pas )?${asks}#`,
  // "ce que c'est", "quelle heure il est", "comment c'est", "où vous êtes"
  `${asks} (~2 )?(ce|ça|il|elle|on) ${be}#`,
  `${asks} ~4 (avez|avons|ont|a|ai|êtes|sommes|sont|suis|es|est|faut|va|vont|allez|voulez|pouvez|peut|veut)#`,
  `(moi|mais|si|oui|que) si#`,
  `(il|elle|on|ce) (y )?est (là|ici|parti|partie|correct|bon|bien|fini|tout|ça)#`,
  `(il y|vous en|je en|nous en|on en|en|ne) (en )?(a|avez|ai|avons|ont) (un|une|des|pas|plus|deux|trois)#`,
  `(oui|ouais|non|si|ben|bien|ah|ok) (oui |non )?(je|on|vous|ce|il|elle) (le |la |les |ne )?(sais|suis|peux|veux|vais|est|ai|a|peut|pense|crois|comprends)( pas| bien)?#`,
  `(par|de|un|une|chaque|cet|cette|dernier|prochain|deux|trois|quatre|cinq|dix|vingt|ans) (an|ans|fois)#`,
  `(à|pour|avec|chez|de|sans|contre|après|avant|devant|derrière|sur|par) (moi|toi|lui|elle|elles|eux|nous|vous|ça|cela)#`,
  `merci (à|et) (vous|toi)#`,
  `(et|comme|comme je|ou) (vous|toi|moi|ça)#`,
  `(le|la|les|ce|cet|cette|mon|ma|au|du|ton|votre) (un|une|deux|trois|contre|pour|sur|dessous|dessus|avant|après|numéro un)#`,
  `(juste|longtemps|peu|jamais|jour|mois|semaine|année|an|heure|heures) (avant|après|depuis)#`,
  `(je|on) (fais|fait|ferai|fera) avec#`,
  `(je|on|nous) (suis|est|sommes) (pas )?(pour|contre)#`,
  `(vous|tu|je|on) (en )?(pensez|penses|pense|voulez|veux|veut|dites|dis) (ça|quoi)#`,
  `quoi (d'autre|de autre|encore)#`,
  `(de|la) même#`
)

/** Words after which something always follows. */
const leads = oneOf(
  `le|la|les|un|une|des|du|au|aux|à|de|en|dans|sur|sous|par|pour|sans|chez|vers|entre|pendant|selon|malgré
  |sauf|dès|durant|concernant|jusque|depuis|et|ou|mais|donc|car|ni|que|qui|dont|si|quand|lorsque|puisque|comme|parce
  |afin|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|ce|cet|cette|ces|quel|quelle|quels|quelles
  |chaque|plusieurs|quelques|certains|certaines|aucun|je|tu|il|on|ils|ne|me|te|se|y|très|trop|assez|environ|vraiment|est
  |suis|ai|as|a|avons|avez|ont|es|êtes|sont|sommes|était|étais|étaient|étiez|sera|serait|serai|avait|avais|aura|aurait
  |puis|pis|alors que|après que|avant de|pour que|est ce que|estce que|à cause|grâce|afin de|au lieu|plutôt que|tandis
  |où|moins|monsieur le|madame la|comme quoi|genre|c'`
)

/** Beginnings that say nothing yet. */
const openings = oneOf(
  `(je|on|nous) (voudrais|voudrait|voudrions|aimerais|aimerait|aimerions|souhaite|souhaiterais|souhaitons|veux|veut|vais
  |va|viens de|peux|pourrais|dois|devrais|cherche|cherchais|venais|voulais|voulait|vous appelle|appelle|vous appelais
  |appelais|me demandais|me demande)( bien| aussi| juste| simplement| seulement| savoir| vous demander| prendre| avoir
  | faire| parler| changer| annuler| confirmer| déplacer| réserver| vérifier| laisser| vous laisser| donner| vous donner
  | obtenir| acheter| commander| vous dire| vous parler)?
  |(est ce que|estce que) (je|vous|on|tu|il|elle|nous)( peux| pourrais| pouvez| pourriez| avez| êtes| peut
  | pourrait| faites| offrez| acceptez| prenez| savez| est| a)?
  |(pouvezvous|pourriezvous|puisje|pourraisje|avezvous|auriezvous|serait ce|seraitil possible|y atil)( me| nous)?
  |(je|on) (me appelle|se appelle|ai besoin|ai un problème avec|ai une question|suis le|suis la)
  |(mon|ma|le|la|notre|son|sa|leur) (~3 )?(nom|prénom|numéro|adresse|courriel|code|téléphone|cellulaire|portable|mail
  |date de naissance|cell|dossier|poste) (de ~2 )?(est|ce est)( le| la| au)?
  |(mon|ma|notre|votre) (nom|prénom|numéro|adresse|courriel|téléphone|cellulaire|code postal)
  |(ce est|ce était|ce serait|il y a|il faut|il faudrait|voici|voilà le|né le|née le|né en|née en|il se agit)( le| la)?
  |(au|le) (numéro|poste)|numéro de|(au|à|le) (coin|niveau|sujet) de|(à|de|pour) (la|le) part|à partir`
)

const hesitations = oneOf(
  `(euh|heu|hum|hem|mmm|mm|hmm|ben|bah|bin|eh|beh|eum)( (ben|bien|euh))*|eh bien|ce est à dire|comment dire
  |comment je dirais|voyons voir|attendez|attends|attendez (un peu|une minute|une seconde|un instant|voir)
  |laissezmoi (voir|regarder|vérifier)|un instant|une seconde|un moment|je cherche|je regarde|je vérifie|disons
  |bon ben|puis là|pis là|et puis|et pis|et là|et alors|et ensuite|premièrement|tout de abord
  |ou plutôt|ou encore|ou bien|ou sinon|et sinon|mais sinon|et aussi|ou alors|le truc ce est`
)

const unfinished = says(`${hesitations}#`, `${leads}#`, `${openings}#`)

/** Callers often go on after these, and often they don't. */
const unsure = says(
  `(bonjour|bonsoir|allô|allo|salut|oui allô)( (oui|madame|monsieur|mademoiselle|bonjour|à vous|docteur))?#`,
  `(je suis|ici|je me appelle|mon nom est|mon nom ce est) (\\S+ )?\\S+#`,
  `(un|une|le|la|les|mon|ma|votre|notre|de|du|des|ce|cette) (petit|petite|grand|grande|gros|grosse|nouveau|nouvelle
  |autre|premier|première|deuxième|dernier|dernière|bon|bonne|même|certain|certaine|vieux|vieille|beau|belle)#`,
  `(je vous appelle|je appelle|je vous téléphone)( (aujourdhui|ce matin))?#`,
  `(le|né le|née le) (premier|\\d+)#`,
  `(plus|alors|mettons|voyons|de abord|par exemple|avec|contre|enfin|sinon|en fait)#`,
  `(rue|avenue|boulevard|chemin|route|boul|av) (~5 )?(est|sur)#`
)

/** A clause that only prepares another: "si je viens demain". */
const prepares = (text: string) =>
  /^ (?:(?:bonjour|alors|euh|oui|et|mais) (?:, )?)*(?:si|quand|lorsque|comme|puisque|vu que|étant donné que|à cause que) (?!vous plaît|est|estce|ferm|ouvr)/
    .test(text) && !text.includes(" ,") && text.split(" ").length < 12

export const french = { complete, unfinished, unsure, prepares }
