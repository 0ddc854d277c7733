import { list } from "../text/lists.ts"
import { wordSet } from "../text/Tokens.ts"

/** Whose addresses people have: they are known for one though the sign in front of them was misheard. */
export const providers = list("providers")
/** Providers whose names are no words: `john smith gmail dot com`. */
export const unmistakable = wordSet(
  "gmail hotmail outlook yahoo icloud videotron sympatico protonmail googlemail ymail laposte wanadoo bellnet"
)
export const halves = new Set(["proton mail", "g mail", "hot mail", "out look", "i cloud", "ya hoo", "video tron"])
export const endings = list("domainEndings")
export const dots = wordSet("dot point period poing pointe punto punkt .")
export const links = list("emailLinks")
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
export const outside = list("outsideEmails")
/** Words that an address can be made of, where one is being asked for: `la belle province 22 arobas …`. */
export const inside = list("insideEmails")
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
export const asideEnds = list("asideEnds")

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
