import { oneOf } from "../SpokenPattern.ts"

export const not = oneOf("not|never|no longer|neither|pas|plus|jamais|aucunement|point|ni|nullement")

/** Any word that denies. */
export const negation = oneOf(
  "not|no|never|nobody|none|nothing|neither|without|non|pas|plus|jamais|aucun|aucune|personne|rien|sans|ni|zero"
)

/** What a caller who refuses is not, or does not: "not comfortable with", "je consens pas à". */
export const willing = oneOf(
  `want|wanted|wish|like|love|agree|agreed|agreeing|consent|consented|consenting|accept|accepted|allow|allowed
  |authorize|authorized|authorise|permit|permitted|approve|appreciate|okay|ok|fine|comfortable|happy|good|cool|alright
  |all right|interested|willing|keen|into|big on|need|care for|feel like|give|giving|given|gave|permission|supposed
  |enjoy|should|opt in|let you|letting you`,
  `veux|veut|voulons|veulent|voudrais|voulais|souhaite|souhaiterais|desire|aime|aimerais|accepte|accepter|accepterai
  |consens|consenti|consentir|autorise|autoriser|permets|permettre|donne|donner|donnerai|tiens|approuve|tente
  |interesse|envie|gout|aise|daccord|confortable|correct|besoin|droit|permission|autorisation|consentement|accord
  |question|oblige|necessaire|fan|chaud|tolere|ideal|convient|affaire|laisser|fort|devriez|devrait|devrais`
)

/** What says no by itself. */
export const against = oneOf(
  `refuse|refusing|refused|refusal|deletion|erasure|removal|out of the question|decline|declining|object|objecting|objection|oppose|opposed|reject|against|hate
  |dislike|withdraw|withdrawing|revoke|revoking|retracting|rescinding|forbids?|refuses|objects to|opposes|hates|dislikes|prohibits?|prohibited|uncomfortable|unwilling|reluctant|disagree|take back|opt out
  |opting out|opted out|problem|issue|bothers?|bugs|freaks?|scares?|worries|creeps|makes me|upsets?|useless|pointless
  |unnecessary|intrusive|invasive|forbidden|do mind|rather not|sooner not|prefer not|pass on|say no|saying no|refrain
  |abstain|nervous|uneasy|wary|leery|anxious|shy|weird|creepy|strange|unacceptable|dealbreaker|skip|bypass|avoid|exempt|exclude|excluded
  |count me out|strike|veto|retract|rescind|spare|enough|no business|sick of|tired of|resent|scrub|knock it off
  |hold the|hold off|to yourself|pour vous`,
  `refus|refuse|refuser|refusons|oppose|opposons|decline|contre|objecte|m objecte|laiss(e|ez|er|ons) (donc )?faire|declin(ons|ez|er|erais|erai)|derang[a-z]+|gene|genee|genant
  |genent|achale|enerve|stresse|intimide|ecoeure|gosse|tanne|inacceptable|hors|dehors|agace|hais|hai|deteste|interdi[a-z]+
  |defends?|defense|inconfortable|mal a l aise|retire|retirer|revoque|probleme|evit(e|er|ez|erais)|objection
  |rien savoir|rechigne|pass(e|er) mon tour|en passer[a-z]*|se passer|me pass(e|er|erais)|saut(e|er|ez)|arret|retrait
  |destruction|effacement|suppression|dire non|dis non|reticent|reticente|(mieux|autant|prefere|prefererais) pas|sauf|except|assez d|assez l
  |suffit|inutile|intrusif|intrusive|suer|emmerde|fatigue|bogue|ordinaire|plate|inquiete|ecoeuree?|sortez|slaqu(e|er
  |ez)|calm(e|er|ez)|exclu|attendez avant|utilis(e|er|ez) pas|oubli(e|er|ez)|laiss(e|er|ez) tomber|debarrass(er|ez)
  |ray(e|er|ez)|hormis|tres peu pour moi|par dessus`
)

export const stop = oneOf(
  `(stop|quit|cease|end|paus|halt|kill|cut|disabl|deactivat|delet|eras|mut|destroy|remov|cancel|wip|scrap|suspend
  |discontinu|drop|ditch|unplug|lose|nix|forget|undo|unrecord)(e|ed|ing|ped|ping|ting)?|(turn|switch|shut|turning
  |switching|shutting) (off|down)|get rid of|discard|take (my|the)|pull (my|the)|throw ((it|that|this|them) )?(out|away)`,
  `(arret|cess|stopp|coup|ferm|desactiv|effac|supprim|annul|enlev|retir|debranch|jet|lach|ot|evit)(e|er|ez|iez|ons)
  |stop|etei(gnez|ndre|ns|gniez)|detrui(re|sez|siez|s)|interromp(re|ez|iez|s)|suspend(re|ez|iez)|fini(r|ssez)|(fai|fass)[a-z]+ ~1 disparaitre|mett(re
  |ez|iez) (fin a|sur pause|en pause)`
)

export const ended = oneOf(
  `off|out|down|stopped|erased|deleted|destroyed|removed|cancelled|canceled|disabled|paused|ended|gone|shut (off|down)
  |turned off`,
  `arretee?|effacee?|detruite?|supprimee?|ferme|coupe|desactive|sur pause|interrompu`
)

/** What asks for something: "I hope", "make sure", "assurez-vous". */
export const wishing = oneOf(
  `hope|hoping|sure|prefer|rather|wish|want|appreciate|better|ask|asking|asked|demand|insist|long as|provided
  |condition|told|promise|guarantee|make it so|would like|comfortable|easier|happier|feel better|at ease|(okay|ok
  |alright|all right|great|nice|love it|best) if|how about|as soon|mind if|way to|request|requesting|best if|grateful
  |need|only if|ensure|trust`,
  `espere|esperais|esperer|croire|assur(ez|e|er)|prefere|prefererais|souhaite|souhaiterais|voudrais|veux|aimerais
  |exige|demande|demanderais|mieux|apprecierais|insiste|condition|tant que|faut|certain|faites|tiens|garanti(r|ssez)
  |verifi(ez|er)|a l aise|promett(ez|re)`
)

/** What else a no beside the recording can be about: what the caller knows, hears, receives. */
export const knowing = oneOf(
  `know|knew|aware|hear|heard|understand|told|tell|mention|mentioned|say|said|think|sure|remember|find|got|received
  |receive|play|working|work|access|download|yet|wrong|see|why|what|how|who|mandatory`,
  `sais|savais|savoir|entendu|compris|dit|dite|avertie?|informee?|prevenue?|pense|recu|trouve|marche|fonctionne|encore
  |rappelle|clair|comprends|vois|pourquoi|comment|certain|certaine|obligatoire`
)

/** What stands before "the recording" and orders nothing away. */
export const neutral = oneOf(
  `start|keep|continue|resume|begin|restart|send|email|give|get|find|pull|retrieve|play|replay|share|explain|check
  |hear|heard|listen|use|have|access|repeat|change|update|make|made|love|like|is|was|are|were|do|does|did|has|had|why
  |where|who|whose|when|what|how|which|can|will|about|regarding|concerning|for|with|on|in|of|to|during|after|before
  |since|and|or|from|by|into|as|re|i|you|we|it|this|that|yes|ok|okay|sure|fine|see|need|want|proceed|allow|accept
  |hello|hi|turn|put|switch|said|says|because|if`,
  `envoyez|donnez|gardez|continuez|reprenez|commencez|partez|repartez|repartir|demarrez|jouez|expliquez|trouvez
  |verifiez|changez|repetez|faites|rallumez|remettez|conservez|montrez|transferez|est|c|ce|pourquoi|ou|qui|quand
  |comment|combien|que|quoi|pour|avec|sur|dans|de|d|a|pendant|apres|avant|et|par|je|vous|tu|on|ca|oui|daccord|parfait
  |ok|comme|entendu|dans|avoir|voir|pouvez|peux|pouvons|puis|ecouter|accepte|partir|faut|quel|si|c est|dire|mets
  |mettez|lire`
)
