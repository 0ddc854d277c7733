import { wordSet } from "../text/Tokens.ts"

/** Whose addresses people have: they are known for one though the sign in front of them was misheard. */
export const providers = wordSet(
  `gmail hotmail outlook yahoo icloud videotron sympatico live protonmail proton aol me msn rogers
  telus shaw cogeco bell mail googlemail ymail orange free laposte wanadoo sfr comcast eastlink bellnet globetrotter`
)
/** Providers whose names are no words: `john smith gmail dot com`. */
export const unmistakable = wordSet(
  "gmail hotmail outlook yahoo icloud videotron sympatico protonmail googlemail ymail laposte wanadoo bellnet"
)
export const halves = new Set(["proton mail", "g mail", "hot mail", "out look", "i cloud", "ya hoo", "video tron"])
export const endings = wordSet(
  `com ca org net fr qc io co uk info gouv gov edu biz be ch us tv me app dev quebec montreal inc
  eu de it es au jp cn nz ie nl se dk pl pt mx br ac gov ai shop pro cloud store online example`
)
export const dots = wordSet("dot point period poing pointe punto punkt .")
export const links = wordSet(
  "_ - + . dot point period underscore dash hyphen tiret souligne soulignement bas barre plus trait union d' score under underline"
)
/** `barre en bas`, `trait de soulignement`: an underscore in three words. */
export const longLink = /^(?:barre|trait|tiret) (?:en|de|du) (?:bas|soulignement)$/
/** What goes on with an address that is given piece by piece. */
export const onward = /^(?:then|puis|pis|ensuite)$/
/** Signs that stand in addresses and hardly anywhere else. */
export const telling = /^(?:underscore|soulignement|souligne|underline|dot|point)$/
/** What is asked is where the address is, not whose. */
export const asksDomain = /\b(?:arobas\w*|at sign|domaine?|domain name|fournisseur|provider)\b/
export const linking = wordSet("underscore souligne soulignement dash hyphen tiret bas")
export const fillers = wordSet("uh um er euh heu hum hmm")
/** Words that are no part of an address, and so end it to the left. */
export const outside = wordSet(
  `is it 's its c' est address adresse email emails courriel courriels mail at a to or ou send sent write
  envoyer envoyez ecrire ecrivez for pour sur on by par i je j' so donc alors oui yes yeah okay ok that thats ca cest
  sure reach contact contacter joindre rejoindre use utilisez utiliser with avec avez avoir have got then puis pis ici
  here was were been would will like can could please svp vous tu you we nous he she il elle ils its it'll lets chez
  c'etait etait well ben non no nope right be they`
)
/** Words that an address can be made of, where one is being asked for: `la belle province 22 arobas …`. */
export const inside = wordSet(
  `my mon ma mes me moi and et of your votre his her son sa their d' l' le la les un une des this the`
)
/** What is said about an address and is no part of it: `all one word`, `avec un point`. */
export const aside = new RegExp(
  [
    "(?:all )?(?:in )?(?:just )?one word|all together|(?:all |in )?lower ?case|all caps",
    "tout (?:attache|colle|ensemble)|en un (?:seul )?mot|(?:tout )?en minuscules?",
    "(?:avec|with|sans|without|no|pas de|pas d'|et) (?:une? |an? |les |the )?"
    + "(?:dots?|dash(?:es)?|hyphens?|spaces?|capitals?|underscores?|points?|tirets?|espaces?|accents?|majuscules?|soulignes?|apostrophes?|chiffres?)",
    "(?:avec|with) (?:une? |an? |deux |two )?[a-z](?: 's)? (?:a la fin|at the end|au debut|at the beginning|at the front)",
    "(?:avec|with) (?:deux|two) [a-z](?: 's)?"
  ].map((words) => `^(?:${words})$`).join("|")
)
export const longestAside = 6
export const asideEnds = wordSet(
  `word together case lowercase caps attache colle ensemble mot minuscule minuscules dot dots dash dashes hyphen hyphens
  space spaces capital capitals underscore underscores point points tiret tirets espace espaces accent accents majuscule
  majuscules souligne soulignes apostrophe apostrophes chiffre chiffres fin end debut beginning front 's a b c d e f g h i j k l m n o p q r s t u v w x
  y z`
)

export const spokenSigns: Readonly<Record<string, string>> = {
  dot: ".",
  point: ".",
  period: ".",
  underscore: "_",
  souligne: "_",
  dash: "-",
  hyphen: "-",
  tiret: "-",
  plus: "+"
}
export const silent = wordSet("bas barre trait union d' sign commercial uh um euh ,")
