import { phrase, type Rule } from "./Tokens.ts"

/**
 * What somebody says between hours who talks rather than writes: words that name no thing with hours of its own, no
 * condition, no doubt and no time.
 */
export const talk: ReadonlyArray<Rule> = [
  phrase(
    "euh+|heu|u+h+|u+m+|hm+|mm+|ah|oh|eh|hein|ok(?:ay)?|well|so|ben|bin|bon|actually|basically|honestly|really|alright|" +
      "right|yeah|yep|yes|yup|oui|ouais|ouin|lol|haha|folks|y'all|dear|guys|everybody|everyone|tout le monde|salut|allo|hey|" +
      "hi|coucou|la la|quand meme|voila|voyons|faque|fait que|ca fait que|alors|donc|en fait|t'sais|tsais|tu sais|" +
      "you know|you see|obviously|evidemment|encore|again|still|pantoute|en titi|bien sur|of course|for sure|tres|very|super|bien|pas mal"
  ),
  phrase(
    "(?:oh |non |no )?(?:wait|attends|attendez|scuse|pardon|sorry)(?: (?:no|non))?(?=,| (?:le|la|les|on|we|sun|mon|tue|wed|thu|fri|sat|lun|mar|mer|jeu|ven|sam|dim))|" +
      "correction|i mean|je veux dire"
  ),
  phrase(
    "beaucoup|ta|innit|cheers|xxx?|that'?s your lot|bye(?:-?bye)?|bonne journee|have a (?:good|nice|great) (?:day|1)|thanks(?: for (?:calling|your (?:call|patience|business)))?|" +
      "merci (?:de votre (?:appel|patience)|d'avoir appele)|" +
      "see y(?:ou|a)(?: there)?|c'est ca|that's that|r|ty|thx|tks|by the way|btw|fyi"
  ),
  // To whom and from whom they are written.
  phrase(
    "(?<=^|\\n)(?:hi|hello|hey|salut|bonjour|allo|coucou|dear|chere?)(?: there)? (?!(?:mon|tue|wed|thu|fri|sat|sun|lun|mar(?:di)?|mer|jeu|ven|sam|dim)(?:[a-z]*day|credi|di)?s?(?![a-z]))[a-z]+(?= ?(?:,|!|- ))|" +
      "(?<=(?:thx|thanks|merci|cheers|ty)[,!.]* )[a-z]+(?=\\W*$)"
  ),
  // Who asks somebody to write hours down.
  phrase(
    "(?:just |juste )?(?:say|put(?: down)?|write(?: down)?|mark(?: down)?|mets|mettez|marque[rz]?|ecri(?:s|vez)|note[rz]?|" +
      "dis|dites)(?: (?:ca|this|that|la|que|them|leur|mes|my|nos|our))*"
  ),
  phrase(
    "i|my|mes|moi|moe|us|you|u|they|them|ils|elles|que|chus|chu|chuis|suis|there's|there is|" +
      "quelqu'un|somebody(?:'s)?|someone(?:'s)?|ca|cela|that(?:'s)?|its|ce"
  ),
  phrase(
    "la|in|inside|a (?:la )?shop|a (?:la )?boutique|au poste|on site|up|work(?:s|ing)?|travail(?:le|les|lent|lons)|do|does|" +
      "doing|fais|fait|font|faisons|roul(?:e|ent|ons)|run(?:s|ning)?|go|goes|get|come|viens|vient|keep|sert|servent|ouvrons|ouvrent|" +
      "sommes|tout l'temps|tout le temps|all the time|comme ca|like that|drette|tout"
  )
]
