/** Words and formulas that callers of both languages say; folded, as in `FrenchWords.ts`. */
export const shared = {
  /** Words of both languages: by themselves they say nothing, beside others they lean the way of their neighbour. */
  both: `
    a on me son as no date table main chat pain sale six car tire four fin fine note page point pays place places
    minute minutes moment message messages question questions service services information informations transport
    restaurant client clients patient patients important possible impossible urgent situation position option attention
    direction section solution simple double train bus taxi hotel film films radio menu cause change continue correct
    contact part public rare route rose garage budget massage village image total final local original normal animal
    reservation reservations confirmation transfer application support technique excellent super ok okay d m s t l c j
    n qu email courriel job boss parking meeting weekend cool fun shift party cell laptop online update app login test
    voicemail deadline internet web site facebook google mail text texto instant accident agent code signal dent mine
    lit vent dire rendezvous rendez croissant croissants baguette crepe crepes poutine cafe cliche chef genre avenue
    boulevard station concert festival region mission passion version pension tension passage mariage sec ride pile
    piles chance usage sauce fruits cash camp stage terrain machine catalogue police court large long niece refuse
    suite dessert desserts allergies decide sent danger plaque chalet metal dollars dollar cave lever fort jus adore
    divorce courage surprise style pause auto moments dates notes tables points photo photos video audio shopping
    camping feeling brushing casting living building jogging pressing training coaching lifting stretching sandwich
    steak hockey pizza burger bar pub club stop marketing design business excuse pardon visa gym yoga spa
  `,
  /** Of those, what is counted: `two minutes` is a word of English, `six two` is not. */
  counted: `
    minute minutes table tables place places question questions message messages photo photos`,
  /** Loan words and place names that keep their accents in English. */
  bornWithAccents: `
    cafe cafes resume resumes fiance fiancee cliche crepe crepes deja entree puree souffle decor naive expose protege
    montreal quebec metro depanneur creme brulee facade a la carte pate saute latte elite regime debut role etage
    clinique ecole hopital marche chateau cegep
  `,
  /** Formulas of courtesy, which callers use in whichever language; the longest first where one begins another. */
  formulas: [
    "thank you very much",
    "thank you so much",
    "thank you",
    "thanks so much",
    "excuse me",
    "have a nice day",
    "have a good day",
    "have a great day",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "good night",
    "s il vous plait",
    "s il te plait",
    "excusez moi",
    "merci beaucoup",
    "merci bien",
    "au revoir",
    "d accord",
    "bonne journee",
    "bonne soiree",
    "bonne nuit",
    "bon matin",
    "bon apres midi"
  ]
} as const
