import { type HolidayId, holidayIds } from "../../../domain/Hours.ts"
import { phrase, type Rule, type Token } from "./Tokens.ts"

/** One day of each year as a number behind those of the weekdays: 100 more than its month and day, 1325 for Christmas. */
const firstDate = 100
/** The same for a holiday that has a name. */
const firstNamed = 2000

/** The date `MM-DD`, or the holiday by its id, that such a number is; none where it is a weekday. */
export const dateNamed = (day: number): string | undefined => {
  if (day < firstDate) return undefined
  if (day >= firstNamed) return holidayIds[day - firstNamed]
  const date = String(day - firstDate).padStart(4, "0")
  return `${date.slice(0, 2)}-${date.slice(2)}`
}

const isId = (date: string): date is HolidayId => holidayIds.some((id) => id === date)

const dates: ReadonlyArray<readonly [written: string, date: HolidayId | `${number}-${number}`]> = [
  ["christmas eve|(?:la )?veille de noel", "12-24"],
  ["christmas(?: day)?|xmas(?: day)?|(?:le )?(?:jour de )?noel", "christmas"],
  ["new year'?s eve|(?:la )?veille du (?:jour de l'an|nouvel an)", "12-31"],
  ["new year'?s(?: day)?|(?:le )?jour de l'an|(?:le )?nouvel an", "new-year"],
  ["boxing day|(?:le )?lendemain de noel", "boxing-day"],
  ["good friday|(?:le )?vendredi saint", "good-friday"],
  ["easter monday|(?:le )?lundi de paques", "easter-monday"],
  ["canada day|(?:la )?fete du canada", "canada-day"],
  ["(?:la )?(?:saint|st)-jean(?:-baptiste)?", "saint-jean"],
  ["victoria day|(?:la )?fete de la reine|(?:la )?journee (?:nationale )?des patriotes", "victoria-day"],
  ["labou?r day", "labour-day"],
  ["(?:l')?action de graces?", "thanksgiving"],
  ["remembrance day|(?:le )?jour du souvenir", "remembrance-day"]
]

const months = [
  "janvier|janv\\.?|january|jan\\.?",
  "fevrier|fevr?\\.?|february|feb\\.?",
  "mars|march",
  "avril|avr\\.?|april|apr\\.?",
  "mai|may",
  "juin|june|jun\\.?",
  "juillet|juil\\.?|july|jul\\.?",
  "aout|august|aug\\.?",
  "septembre|september|sept?\\.?",
  "octobre|october|oct\\.?",
  "novembre|november|nov\\.?",
  "decembre|december|dec\\.?"
]

const onDate = (month: number, day: string): ReadonlyArray<Token> =>
  Number(day) >= 1 && Number(day) <= 31
    ? [{ _tag: "Days", days: [firstDate + month * 100 + Number(day)] }]
    : [{ _tag: "Unknown" }]

/** Days of the year: « le 25 décembre », "New Year's Day". */
export const dateRules: ReadonlyArray<Rule> = [
  ...dates.map(([words, date]) =>
    phrase(`(?:(?:a|au|le|la|on) )?(?:${words})`, {
      _tag: "Days",
      days: [isId(date) ? firstNamed + holidayIds.indexOf(date) : firstDate + Number(date.replace("-", ""))]
    })
  ),
  ...months.flatMap((names, index): ReadonlyArray<Rule> => [
    [
      new RegExp(`(?:le )?(\\d{1,2})(?:er|st|nd|rd|th)? (?:of )?(?:${names})(?![a-z])`, "y"),
      ([_, day = ""]) => onDate(index + 1, day)
    ],
    [
      new RegExp(`(?:${names}) (\\d{1,2})(?:st|nd|rd|th)?(?![a-z0-9:h]| ?(?:h|[ap]\\.?m|-|to|a)(?![a-z]))`, "y"),
      ([_, day = ""]) => onDate(index + 1, day)
    ]
  ])
]
