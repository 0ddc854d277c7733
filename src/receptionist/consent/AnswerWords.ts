import { oneOf } from "../SpokenPattern.ts"

/** What an answer is made of, yes or no: with any other word a caller speaks of something else than the question. */
export const ofAnswers: ReadonlySet<string> = new Set(
  `, FINE REC a about absolutely accept accepte accepted accepter accepterais accord accorde adore affaire agree agreed
  ai aime aimerais aise all aller allez allow allowed alors alright am and any anybody anymore anyone appeal appeals
  appel appels approuve approve approved are arrange as assez at au aucun aucune aucunement aujourd autant authorize
  autorisation autorise autoriser aux avec avez avoir be beau beaucoup because been being believe besoin best bien big bit
  blessing bof bon brin buy c ca call calls can care ce cela certain certaine cet cette chance chaud chaude chose
  choses circonstance circonstances circumstances clair comfortable comme complet completely confiance consens consent
  consentement consentir conserve conservee convaincu convaincue conversation convient convinced cool correct could
  course crazy crois currently d daccord dans dare de deal dear decline decliner definitely des desole desolee dessus
  di did dig dirais dire dis dit do does doing dommage donc done donne donner down du earth ease either emballe
  emballee en enchante enchantee enjoy enough enregistre enregistrement enregistrer enthusiastic entierement envie
  essayez est et etes etre excite excited expres facon faire fais fait faites fan fancy fassiez favorable feel fine
  fly fois folks for form fort friand from fun fusse game garde gardee gardez gens gentiment give given giving go
  going good got gout gracias gre great gros guere guess guys had happening happy hardly have he hearing here hesitant
  hesitate hon honey honest how hui i icitte idea idee if imagine impression in indeed inspire interesse interessee interested
  into is it its jamais je juste keen keep kept kind l la le least les let leur like line love m ma madam madame
  mademoiselle maintenant mais malheureusement man mandatory maniere marche matter may me merci mes mettons miette
  mieux mind mine moi moment mon monsieur more much must my myself n nada necessaire necessairement necessary
  necessite need needed neither never ni niet no nobody non nope nos not nothing notre nous now nullement obligatoire
  oblige obligee of off ok okay on one ont option options or ou oui ouin our ours ourselves out over pantoute par
  parce parfait parle partant partante particularly particulierement pas pense pensez perfectly permets permettre
  permission permit personally personne personnellement peu peur peut peux pis plait please pleased plus plutot point
  poliment politely possible pour pourrais pouvez prefer preferable preferably prefere prefererais preferred present
  pretexte privacy private prive privee pus put qu quand que question quite raffole raison rassure rassuree rather re
  really reason record recorded recording refuse refuser regret regrette rejoint respect respectfully respectueusement
  rest rien right s sa sake sans saved say saying se see sens sera serais serait shape should si side signing sir
  siree sit so soit sold some something sont sorry sort sorte souhaite sound sounds stored such suis suppose supposed
  sur sure surement surtout t tantinet te tel tellement tente thank thanks that the them then there they think this
  thrill thrilled thrills thx tiens to today toi tonight too totally tout toute tres tripe trop trouve truly trust
  truth tu two ty un une unfortunately unless up us useful utile utilite va vais vas vaut very veut veux vie voice
  vois voix vos votre voudrais vous voyons vraiment want wanted way we well what whatever will wise wish with without
  wonderful works worth would wrong y yes you your yours`.split(/\s+/)
)

export const yesWords = oneOf(
  `sure thing|okey dokey|yes|yeah|yep|yup|yah|yea|ya|sure|ok|okay|okey|kay|fine|absolutely|certainly|definitely
  |totally|agreed|affirmative|perfect|great|good|cool|alright|all right|of course|sounds good|works for me|that works
  |i agree|i accept|i do|i guess|i suppose|i (will )?allow|i authori[sz]e|i (will )?permit|i approve|granted|accepted|approved
  |as you (wish|like)|you bet|gladly|(glad|happy) to|very well|you got it|indeed|wonderful|lovely|right|correct|go on|proceed|carry on
  |continue|FINE`,
  `oui|ouais|ouaip|ouin|mouais|daccord|correct|parfait|certain|certainement|absolument|bien sur|evidemment|volontiers
  |entendu|allons y|c est (beau|bon|cool|clair|chill)|ca (va(?! (bien|aller))|marche|roule|devrait etre (beau|bon|correct))
  |tiguidou|excellent|super|nickel|impeccable|genial|mets en|tout a fait|je veux bien|je accepte|je consens
  |je autorise|je permets|ca me (va|convient)|va pour|si|certes|exactement|effectivement|avec (grand )?plaisir|positif
  |affirmatif|assurement|je suppose|c est sur|go|partant|consentante?|oue|ouep|beau|je suis pour|accorde|accordee
  |accepte|approuve|poursuivez|continuez|procedez|on y va|on peut y aller`
)

/** Yeses that no other words around them undo. */
export const clearWords = oneOf(
  `go ahead|go right ahead|go for it|feel free|be my guest|by all means|i agree|i consent|sounds (good|fine)
  |works for me|permission granted|FINE|(that|it|this) (is|would be|will be|should be) ((perfectly|totally|absolutely
  |quite|all|completely) )*(fine|ok|okay|alright|all right|good|cool)|(fine|okay|ok|cool|good|alright|all right) (with
  |by) (me|that|it|us)|you are (welcome|allowed|free)( to)?|do what ~3 (have to|got to|need to|must)( do)?
  |comfortable with (that|it|this)|knock yourself out|suit yourself|let us (do( it)?#|get (going|started|on with)|start|begin|proceed|continue|move on)|(?<=^ )do( it)?#|let us go ahead|record away|(do )?whatever ((you|works|need
  |have to|must|want|to|do|like) )*you (need|want|have|must|like)( to)?( do)?|whatever (works|you say)|as you#`,
  `allez y|vas y|je accepte|je consens|je suis daccord|c est ((bien|tout|ben) )?(beau|parfait|cool|correct|ok|bon
  |bien(?! (le|la|l|les|un|une|ici|vous|chez|pour|a|au|monsieur|madame|mon|ma|votre) ))|ca me (va|convient)|(faites|fais)( (donc|le))?#|a l aise avec ca|je (y )?consens|je veux bien|faites (ce que
  |comme) ~4 (voulez|voudrez|vous|avez a faire|faut)|libre a vous|(faites )?a votre guise|faites votre (affaire|travail|job)|envoyez? (donc
  |y)|envoyez?#|comme (bon )?vous (voulez|semble)|vous pouvez (y aller|proceder|continuer)|procedez|je vous ((y
  |le) )?(autorise|permets)`
)

/** What callers say before they come to their answer. */
export const lead = oneOf(
  `well|so|sorry|thanks|thank you|look|listen|i am sorry|yes|yeah|ok|okay|wait|hello|hi|then|i said|i would say|if so
  |in that case|because|(the|my) answer is|it is a|that is a|that would be a|that is gonna be a|and|or|for that|maybe
  |gosh|god|jeez|man|hell`,
  `desole|desolee|excusez|excusez moi|je suis desole|je suis desolee|merci|alors|moi|pour moi|ecoutez|ecoute|c est|la
  |oui|daccord|attendez|bonjour|je dis|je dirais|donc|que|(ma|la) reponse est|et|parce que|dans ce cas|a ca|pour ca
  |bon|ouf|bof|ouin|ca|wo|voyons|mon dieu|mettons`
)
