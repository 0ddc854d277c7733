const seasons =
  "ete|estiv\\w*|hiver\\w*|automn\\w*|printemps|saison\\w*|summer\\w*|winter\\w*|spring|fall|autumn|season\\w*|" +
  "month\\w*|mois|annee|year|january|february|march|april|may|june|july|august|september|october|november|december|jan|" +
  "feb|apr|jun|jul|aug|sept?|oct|nov|dec|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|" +
  "decembre|janv|fevr?|juil|noel|paques|christmas|xmas|easter|thanksgiving|ramadan|vacances|relache|fetes?|construction|" +
  "covid\\w*|pandemi\\w*|confinement"

const terms = "temporai\\w*|temporar\\w*|exception\\w*|special\\w*|provisoi\\w*|provisional\\w*|vari\\w*|" +
  "change|changing|changement\\w*|subject|sujette?s?|susceptible\\w*|selon|" +
  "differ\\w*|stretch\\w*|environ|approx\\w*|about|around|circa|habituel\\w*|general\\w*|normal\\w*|usual\\w*|typical\\w*|souvent|" +
  "parfois|sometimes|often|mostly|possibl\\w*|peut|peuvent|may|might|could|should|rendez-vous|rdv|rv|appointments?|" +
  "appts?|request|demande|reservation\\w*|booking\\w*|appel\\w*|appelez|call\\w*|phone\\w*|telephon\\w*|tel|fax|" +
  "urgen\\w*|emergenc\\w*|garde|on-call|soutien|support|livraison\\w*|deliver\\w*|pick-?ups?|cueillettes?|ramassage|retours?|returns?|tours?|cuisine|kitchen|" +
  "drive\\w*|alternat\\w*|alternance|quinzaine|biweekly|paire?s?|impaire?s?|weather|meteo|permitting|depend\\w*|presque|peu|pres|almost|odd|even|prochain\\w*|nouveau\\w*|nouvel\\w*|new|" +
  "ancien\\w*|old|former\\w*|upcoming|bientot|soon|next|starting|starts?|effective|beginning|debut\\w*|fin|mi|mid|" +
  "members?|membres?|adherents?|residents?|first|last|second|third|other|others|premier\\w*|dernier\\w*|deuxieme|troisieme|autres?|certains?|some|most|" +
  "pendant|durant|during|while|if|si|when|quand|lorsque|before|after|avant|apres|depuis|since|partir|compter|as|by|sur|sous|" +
  "online|ligne|web\\w*|site|virtual\\w*|virtuel\\w*|repond\\w*|message\\w*|voicemail|answering|" +
  "automat\\w*|access\\w*|acces|atm|" +
  "this|today|tomorrow|tonight|week|cette|aujourd'hui|demain|tbd|tba|" +
  "no|not|never|pas|ne|non|sans|without|aucun\\w*|jamais|unless|ou|or|but|snow\\w*|storm\\w*|tempetes?|neige\\w*|pluie|rain\\w*|intemperies|cas|case|mais|sauf"

const condition = new RegExp(`^(?:${seasons}|${terms})$`)

const season = new RegExp(`^(?:${seasons})$`)

/** Whether a word names a part of the year. */
export const isSeason = (word: string): boolean => season.test(word)

/**
 * Whether a word in front of hours says for whom, when or in which case they hold, so that it is more than a name:
 * « été », "appointment", "usually".
 */
export const isCondition = (word: string): boolean => [word, ...word.split("-")].some((part) => condition.test(part))
