import { wordSet } from "../Tokens.ts"

/** Given names that mean something else first, in one of the languages: alone and in lower case they are that. */
export const doubtful = wordSet(
  `abbey ace aimable aime aimee al all ally alma alpha amber ambre ami amie ange angel any apollo april archer ariel
  art august aura aurora autumn avis avril baby bailey baker banks barbe barbie barney baron barton basil beau belle
  berry bill bills bishop blanche blessing bo boston brain brandy brook brooks brune bud buddy buck caesar camel can
  candy cannon carter case cash cerise chance charity charley chase cher cheri cherie cherish cherry china christ
  christian chuck claire clay clement colline colt come conception constance constant cooper coral cole crew crystal
  cristal dallas dash davy dawn deacon dean dee deja del demi desire desiree destin destiny devon diamond dick divine
  dolly don dream duke dusty earl echo eden elan else essence eve even ever faith fisher fleur ford forest fortune
  foster franc france frank freeman gage gale gay gene geneva german ginger glory grace grant gray grey griffin guy
  harmonie harmony haven heaven heavenly holland honest honesty honey honor honore hope hunter in india infant
  innocent iris jack jade jai jan jersey jewel jo jolie journee journey joy june junior just juste justice king kit
  kitty lace lacey laine laid laurel ledger legacy legend liberty line loan lou loup love lovely loyal mac mack mae
  mai maison major malik mama mamie mandy mari marin marina marine mark marquis marshal marshall martial mason may me
  melodie melody mercy merlin merry mickey miles mill miller mimi mine mini miracle missy modeste money monte nail
  navy ness newton nine noble noel norm ocean olive page parfait paris pat patience pearl penny perle pierce poppy
  porter precious prince princess promise prudence prudent queen rain raja raven ray regina reign reine rich ridge
  riley rime river rod roman romain rome rose rosemary roy royal royalty rusty sage said sailor saint sainte sawyer
  scarlet scout shepherd sierra sincere skip sky slade slim smith sol soleil son star sterling stone storm sully
  sultan summer sunny sunshine swan tai tais talon tanner tea titan trace treasure trinity true turner unique unknown
  valentine van venus victoire violet violette vital walker ward warner wells west will willow winter wood woody young
  la le les de des du ben bon mon ton ma ta sa an un une on en y a e o i we so to amen anise colombe dior drake ember
  ezra flor garden gentil gloire java jeans kale karma kenya lake latin lime lucky lundi lys malaise marron mars mauve
  mia micro mika nuit oceane orange perrier pascale pax perrine persia pilot prima primo reno rio rosier sami santa
  sea sept signe super sun sylvan tam tempo tracy tulip tuesday viva wednesday wind zen zero`
)

/** What stands around names and is never one: pronouns, auxiliaries, prepositions, what phones are answered with. */
export const never = wordSet(
  `i me my mine we us our you your he him his she her hers it its they them their this that these
  those who whom whose which what when where why how the a an and or but nor so if then than as at by for from in into of
  off on onto out over to too up with without about after again against all already also always am any are aren be because
  been before being below between both can cannot could couldn did didn do does doesn doing don done down during each few
  further get gets getting got had hadn has hasn have haven having here hers if is isn just let like more most must need
  needs no nor not now only other ought own please same shall should shouldn some still such sure thank thanks there though
  through today tomorrow tonight under until upon very was wasn want wants wanted were weren while will would wouldn yes yeah
  yep yup nope okay ok hi hello hey bye goodbye good morning afternoon evening night welcome sorry pardon excuse well oh uh um
  er hmm right actually maybe perhaps really calling call called speaking speak here looking trying going gonna wondering
  interested afraid glad happy available free able ready late early new old sick hurt pregnant back home busy done fine great
  based near close outside inside client customer patient owner manager driver tenant student teacher doctor dentist nurse
  receptionist assistant anyone someone everyone somebody nobody anything something everything nothing one two three four
  five six seven eight nine ten first last second third next monday tuesday wednesday thursday friday saturday sunday january
  february march april may june july august september october november december spelled spelt spelling tiret arobase arobas souligne ma'am sir mister may
  might else ever even yet may'd correct wrong important under listed registered pronounced hyphen dash dot space underscore
  je j' j moi tu te toi il elle on nous vous ils elles eux lui leur leurs se s' soi ce c' ca cela ceci cet cette ces celui
  celle ceux qui que qu' quoi dont ou quand comment pourquoi combien le la les l' un une des du de d' au aux et mais donc or
  ni car si comme a dans par pour en vers avec sans sous sur chez entre contre depuis pendant avant apres jusque jusqu' mon
  ton son ma ta sa mes tes ses notre votre nos vos ne n' pas plus moins tres trop assez bien mal peu beaucoup aussi encore
  deja jamais toujours souvent ici est es suis sommes etes sont etait etais etaient serait sera ete etre ai as avons avez
  ont avait avais avoir eu fait faire fais faites va vais vas allons allez vont aller peux peut pouvez pouvons pourrais
  pourrait pouvoir veux veut voulez voulais voudrais vouloir dois doit devez faut sais sait savez savoir oui non ouais ouin
  ok okay bonjour bonsoir allo salut merci bienvenue madame monsieur mademoiselle messieurs mesdames svp plait excusez excuse
  pardon desole desolee voila alors puis pis fait ben bon bonne euh heu hein la-bas la aujourd'hui demain hier ce matin soir
  midi lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre
  novembre decembre quelqu'un quelqu' personne rien tout toute tous toutes autre autres meme quel quelle quels quelles
  nouveau nouvelle nouveaux client cliente patiente locataire proprietaire enceinte malade prete pret occupe occupee libre
  disponible content contente seul seule vraiment juste seulement peut-etre deux trois quatre cinq sept huit neuf dix premier
  premiere dernier derniere prochain prochaine appel appelle appelles appeler appelez appelais parle parler parlez
  rendez-vous rendez rdv ecris ecrit epelle epeler s'ecrit ecrire faque coudonc tse tsais genre mettons justement correct
  cool super parfait exact exactement effectivement absolument definitivement clairement dommage franchement
  's 'm 're 've 'll 'd 't m' t' y misspelled misspelt mispronounced rather attendez attends crois pense prefere prefer see to-day mrs mr ms miss dr`
)

/** Months that are names, or look like one. */
export const months = wordSet("april may june august avril mai juin mars march")

/** Words of `never` that are names in front of another one. */
export const both = wordSet("will may june april august avril an mai so do see long see just")

/** Short forms that no register has. */
export const nicknames = wordSet(
  `gord raj steph mel gab gabby phil bev deb barb cath kath fred mo ted ned jeff geoff greg doug stu ricky
  vinny vince manny monique sly seb alex chris sam dan ben matt nate zack zach jake josh kev dave davey mikey nico theo
  lulu jojo lolo fanfan gigi zaza momo titi loulou cricri dede`
)

/** Whom a name follows: `Mr.`, `docteure`. */
export const titles = wordSet(
  `mr mrs ms miss mister missus dr doctor prof professor sir madam captain sergeant constable officer
  judge reverend pastor rabbi nurse infirmier infirmiere detective chief elder inspector inspecteur lieutenant councillor imam father coach m mme mlle monsieur madame mademoiselle docteur docteure dre professeur
  professeure maitre sergent agent capitaine juge pere abbe soeur frere mgr`
)

/** Who is named after them, with a word of belonging in front: `my husband Marc`, `ma fille Léa`. */
export const kin = wordSet(
  `wife husband spouse partner son sons daughter daughters mother father mom mum dad mommy daddy mama
  papa parents sister brother cousin uncle aunt auntie niece nephew grandmother grandfather grandma grandpa grandson
  granddaughter grandchild child baby kid boy girl friend boyfriend girlfriend fiance fiancee roommate neighbour neighbor boss
  colleague coworker assistant secretary manager supervisor agent lawyer accountant landlord tenant caregiver guardian
  stepson stepdaughter stepfather stepmother husband's ex client patient dentist doctor hygienist therapist physiotherapist
  vet teacher tutor nanny
  femme mari epoux epouse conjoint conjointe fils fille filles garcon gars mere pere maman soeur frere cousine oncle tante
  niece neveu grand-mere grand-pere mamie papi papy mami petit-fils petite-fille enfant bebe ami amie chum blonde copain
  copine fiancee coloc colocataire voisin voisine patron patronne collegue adjointe secretaire gerant gerante superviseure
  avocat avocate comptable proprio notaire tuteur tutrice belle-mere beau-pere beau-frere belle-soeur bru gendre marraine
  parrain filleul filleule buddy pal bestie hubby missus nan nana oma opa coworkers roomie pote ex dentiste medecin hygieniste physio jumeau jumelle`
)
export const possessives = wordSet(
  "my our his her their your mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs"
)
export const owners: ReadonlySet<string> = new Set([...possessives, "the", "le", "la", "l'"])

export const particles = wordSet(
  `de du des la le les d' l' van von der den ter di da do dos das del della el al bin ben ibn st
  saint sainte ste mac mc o ' y e abou abu ould`
)

/** What makes a name that of a place, a house or a firm: in front of it, or behind. */
export const institutions = wordSet(
  `clinique clinic hopital hospital ecole school garage restaurant resto cafe hotel motel
  auberge pharmacie pharmacy rue avenue boulevard chemin street road drive lane crescent parc park station metro pont bridge
  church eglise paroisse cathedrale centre center universite university college cegep lycee academie academy maison galerie
  galeries place mont mount lac lake riviere river magasin store boutique shop compagnie company firme firm groupe group
  equipe team banque bank caisse salon librairie depanneur boulangerie bakery cabinet ville city municipalite county comte
  residence residences chsld clsc chum tour tower building edifice complexe plaza mall marche market theatre cinema musee
  museum arena stade stadium aeroport airport gare port ile island pavillon chateau manoir domaine ferme farm fondation
  foundation institut institute laboratoire lab spa gym studio assurances assurance insurance plomberie plumbing electrique
  toiture construction renovation meubles immobilier realty autos auto motors automobile concessionnaire dealership dental
  dentaire vet veterinaire inc ltd ltee llc corp cie enr associates associes partners sons fils brothers freres limited
  hall house square library rink pool salle salles auditorium amphitheatre gymnase piscine
  bibliotheque patinoire tempete ouragan hurricane typhoon tavern brasserie pub bar grill bistro deli pizzeria pizza burger coffee tea beer wine vin brand marque syndrome
  disease maladie street's avenue's method methode cup coupe award prix day jour week avenue route autoroute highway quartier
  plage beach sentier trail camping
  secondary elementary public marathon telethon primaire secondaire polyvalente neighbourhood secteur arrondissement region head bureau office entrepots entrepot warehouse
  belvedere colisee barrage tunnel echangeur traversier festival tournoi trophee tournament trophy medal medaille statue
  monument memorial lighthouse cemetery cimetiere gardens scholarship bourse tribute causeway viaduc viaduct promenade
  carrefour fleuve aquarium planetarium observatory sanctuary basilica basilique oratoire fort barracks ferry golf
  nouveau-brunswick heliport hostel raceway speedway expressway parkway turnpike cineplex filarmonique philharmonic
  orchestra orchestre quartet dealership culinary diner steakhouse rotisserie cantine creperie chocolaterie patisserie`
)
export const determiners = wordSet(
  "the a an this that these those le la les l' un une du des au aux cette ce cet ces your our notre votre nos vos some any each every no another"
)
export const locating = wordSet(
  "in at near into around outside a au aux en dans de vers pres via off on sur along d' entre between passe past"
)

/** Peoples, tongues, planets, colloquial words: capitalised or odd, and nobody's name. */
export const common = wordSet(
  `canadian canadians american americans quebecois quebecoise quebecer quebecers french english british
  francais francaise anglais anglaise italian spanish german greek chinese japanese korean mexican indian african european
  asian russian polish portuguese irish scottish haitian lebanese arabic arab jewish muslim catholic christian italien
  italienne espagnol espagnole allemand allemande grec grecque chinois chinoise japonais mexicain indien africain europeen
  russe polonais portugais irlandais haitien haitienne libanais arabe juif musulman catholique montrealais ontarian ontarien
  mandarin cantonese hindi punjabi urdu tamil tagalog creole internet web website wi-fi ouain ouep nenon voyons ayoye tabarnak
  crisse caline tabarouette pantoute icitte astheure tantot mettons tsais t'sais faque fak ca-l coudon ayoille heille eille
  hey heye ah aah ohh mmm mhm hmmm uhm uhh umm yo yup gotcha gonna wanna kinda sorta lemme dunno y'all ain ontario alberta
  manitoba saskatchewan nunavut yukon labrador acadie acadien gaspesie estrie mauricie lanaudiere laurentides monteregie
  outaouais saguenay abitibi beauce charlevoix cote-nord bas-saint-laurent plateau rosemont hochelaga verdun mile villeray
  ahuntsic outremont westmount griffintown brossard boucherville kirkland pointe-claire dollard-des-ormeaux lachine lasalle
  eastern pacific atlantic mountain est ouest nord sud north south east west quebec monsieur madame mister
  medicare ohip aeroplan airmiles obamacare faq ceo id ids gps tv dvd sms rsvp asap etc vs`
)
