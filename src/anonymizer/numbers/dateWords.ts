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
/** Days that have a name, a birthday being told by it: month, day (0 of one that moves: the month tells them apart), names. */
const feastDays = `
1 1 new year 's|new year 's day|jour de l' an|premier de l' an|new year|nouvel an
1 6 epiphany|epiphanie|jour des rois
2 2 groundhog day|candlemas|candlemas day|chandeleur
2 14 valentine 's|valentine 's day|saint - valentin|saint valentin
2 29 leap day
3 17 saint - patrick|saint patrick|saint patrick 's day|st patrick|st patrick 's day|st . patrick 's day|st paddy 's day
4 0 easter sunday|easter monday|easter|paques|jour de paques|good friday|vendredi saint
4 1 april fools|april fool 's|april fools day|april fool 's day|poisson d' avril
5 0 mother 's day|fete des meres|victoria day
6 0 father 's day|fete des peres
6 24 saint - jean|saint - jean - baptiste|saint jean|st jean|st jean baptiste|saint jean baptiste|fete nationale
7 1 canada day|fete du canada
7 14 bastille day|prise de la bastille
8 15 assomption
9 0 labour day|labor day|fete du travail
10 0 thanksgiving|action de grace
10 31 halloween
11 0 diwali
11 1 toussaint|all saints day|all saints '
11 2 jour des morts|all souls day
11 11 remembrance day|jour du souvenir
11 25 sainte - catherine|sainte catherine
12 24 christmas eve|veille de noel
12 25 christmas|christmas day|noel|jour de noel|christmas morning|matin de noel
12 26 boxing day|lendemain de noel
12 31 new year 's eve|veille du jour de l' an`
export const feasts: ReadonlyMap<string, readonly [month: number, day: number]> = new Map(
  feastDays.trim().split("\n").flatMap((line) => {
    const [month, day, ...names] = line.split(" ")
    return names.join(" ").split("|").map((name) => [name, [Number(month), Number(day)]] as const)
  })
)
export const longestFeast = 6
