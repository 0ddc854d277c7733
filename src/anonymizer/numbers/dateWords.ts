const named = (names: string) =>
  new Map(names.split(" ").flatMap((same, month) => same.split("/").map((name) => [name, month + 1] as const)))
export const months = named(
  "january/jan/janvier/janv/enero february/feb/fevrier/fev/fevr/febrero march/mar/mars/marzo april/apr/avril/avr/abril may/mai june/jun/juin/junio july/jul/juillet/juil/julio august/aug/aout/agosto september/septembre/septiembre october/oct/octobre/octubre november/nov/novembre/noviembre december/dec/decembre/diciembre"
)
export const ordinals = new Map(
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    .split(" ").map((word, index) => [word, index + 1] as const)
)
export const frenchOrdinals = named(
  "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme treizieme quatorzieme quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme vingtieme"
)
/** Days that have a name: a birthday is told by it. */
export const feasts = new Map<string, readonly [month: number, day: number]>([
  ["april fools", [4, 1]],
  ["april fool's", [4, 1]],
  ["poisson d' avril", [4, 1]],
  ["christmas eve", [12, 24]],
  ["veille de noel", [12, 24]],
  ["christmas", [12, 25]],
  ["christmas day", [12, 25]],
  ["noel", [12, 25]],
  ["jour de noel", [12, 25]],
  ["boxing day", [12, 26]],
  ["new year 's eve", [12, 31]],
  ["new year 's", [1, 1]],
  ["new year 's day", [1, 1]],
  ["jour de l' an", [1, 1]],
  ["premier de l' an", [1, 1]],
  ["veille du jour de l' an", [12, 31]],
  ["valentine 's", [2, 14]],
  ["valentine 's day", [2, 14]],
  ["saint - valentin", [2, 14]],
  ["saint valentin", [2, 14]],
  ["saint - jean", [6, 24]],
  ["saint - jean - baptiste", [6, 24]],
  ["saint jean", [6, 24]],
  ["canada day", [7, 1]],
  ["fete du canada", [7, 1]],
  ["halloween", [10, 31]],
  ["new year", [1, 1]],
  ["nouvel an", [1, 1]],
  ["epiphany", [1, 6]],
  ["epiphanie", [1, 6]],
  ["jour des rois", [1, 6]],
  ["groundhog day", [2, 2]],
  ["leap day", [2, 29]],
  ["saint - patrick", [3, 17]],
  ["saint patrick", [3, 17]],
  ["saint patrick 's day", [3, 17]],
  ["st patrick", [3, 17]],
  ["st patrick 's day", [3, 17]],
  ["st . patrick 's day", [3, 17]],
  ["st paddy 's day", [3, 17]],
  ["st jean", [6, 24]],
  ["st jean baptiste", [6, 24]],
  ["saint jean baptiste", [6, 24]],
  ["fete nationale", [6, 24]],
  ["bastille day", [7, 14]],
  ["assomption", [8, 15]],
  ["toussaint", [11, 1]],
  ["remembrance day", [11, 11]],
  ["jour du souvenir", [11, 11]],
  ["sainte - catherine", [11, 25]],
  ["sainte catherine", [11, 25]],
  ["christmas morning", [12, 25]],
  ["matin de noel", [12, 25]],
  ["lendemain de noel", [12, 26]],
  // Days that move: the month tells them apart, and no more.
  ["easter sunday", [4, 0]],
  ["easter monday", [4, 0]],
  ["easter", [4, 0]],
  ["paques", [4, 0]],
  ["jour de paques", [4, 0]],
  ["good friday", [4, 0]],
  ["vendredi saint", [4, 0]],
  ["mother 's day", [5, 0]],
  ["fete des meres", [5, 0]],
  ["victoria day", [5, 0]],
  ["father 's day", [6, 0]],
  ["fete des peres", [6, 0]],
  ["labour day", [9, 0]],
  ["labor day", [9, 0]],
  ["fete du travail", [9, 0]],
  ["thanksgiving", [10, 0]],
  ["action de grace", [10, 0]],
  ["diwali", [11, 0]]
])
export const longestFeast = 6
