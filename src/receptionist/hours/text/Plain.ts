/** A line in the letters that the rules are written in. */
export const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[→➔➜➡⇒]\ufe0f?/gu, "-")
    .replace(/\u200d|\ufe0f|♀|♂/gu, "")
    .replace(/🚫|❌|⛔|✖|✗|✘/gu, " closed ")
    .replace(/😴|💤|🛌|🎣/gu, " zzz ")
    .replace(/§|(?<=^[^\d]*(?:hours|heures|horaire) ?)\?/giu, " ")
    .replace(/(?<=\S\s*)\p{Extended_Pictographic}+(?=\s*\S)/gu, ", ")
    .replace(/[\p{M}\p{Extended_Pictographic}*_#"«»“”]/gu, "")
    .replace(/[‐-―−]/g, "-")
    .replace(/[’ʼ`´]/g, "'")
    .replace(/'(?=til(?![a-z]))/gi, "")
    .replace(/œ/g, "oe")
    // The dot of "p.m." may end its sentence.
    .replace(
      /(?<=\d ?[aApP]\.?[mM])\.(?= +[A-Z][a-z]+(?![a-z]))(?! +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Lun|Mar|Mer|Jeu|Ven|Sam|Dim|Week|Daily|Every|To|Till?|On|And|Except|East|Cent|Mount|Pac|Atl|Until|Thr|From|Each|All))/g,
      ";"
    )
    // Two cells of a table are a range.
    .replace(
      /(\d[\dh:.]*(?: ?[ap]\.?m\.?)?)\t(?=(\d[\dh:.]*(?: ?[ap]\.?m\.?)?)(?:\t|$))(?<!\t\d[^\t]*-[^\t]*)/gi,
      "$1-"
    )
    .replace(/\s+/g, " ")
    .replace(/^\s*[-•·>]+\s+/, "")
    .trim()
