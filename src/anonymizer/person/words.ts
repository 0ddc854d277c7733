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

/** What is eaten, drunk, worn or played, and has its maker's or its hero's name behind it. */
export const products = wordSet(
  `gateau gateaux biscuit biscuits biere bieres cafe jus sauce chips soupe fromage fromages pain sirop vin whisky rhum gin
  creme shampoing yogourt yaourt chocolat chocolats saucisses poulet cornichons moutarde beurre confiture croustilles
  fournaise thermopompe chaudiere laveuse secheuse tracteur souffleuse tondeuse piano guitare matelas bottes souliers
  piece film opera chanson roman spectacle ballet play movie musical song novel show
  sandwich sandwichs bottes botte sardines tires valve valves sandales espadrilles`
)

/** The same, where it is anybody's: `un manteau Kanuk`, but `le manteau Tremblay`. */
export const wares = wordSet(
  `courroie filtre valise valises tournevis chaise chaises lampe sofa divan lit manteau manteaux veste robe sac sacoche montre velo velos
  moto motoneige roulotte tente canot kayak raquettes patins skis casque pneus pneu batterie perceuse scie aspirateur frigo
  frigidaire cuisiniere poele micro-ondes lave-vaisselle chauffe-eau thermostat robinet toilette evier bain poussette siege
  cafetiere bouilloire grille-pain imprimante camera casserole couteaux peinture teinture vis methode pilules comprimes
  parfum rasoir jeans chandail tuque crepe crepes salade tarte`
)

/** Firms, makes, apps and the like that callers name, and that no dictionary has. */
export const brands = wordSet(
  `lennox timbits timbit costco walmart ikea toyota honda hyundai mazda nissan subaru tesla bmw audi volkswagen mercedes
  benz chevrolet chevy ford dodge jeep lexus acura volvo porsche kia mitsubishi gmc buick cadillac chrysler ram fiat jaguar
  peugeot renault citroen civic corolla camry rav sentra altima silverado tacoma elantra tucson escape rogue google
  facebook instagram whatsapp messenger twitter tiktok youtube snapchat linkedin skype zoom teams slack netflix spotify
  disney amazon ebay kijiji uber lyft airbnb expedia booking paypal stripe shopify microsoft windows office excel outlook
  gmail hotmail yahoo apple iphone ipad macbook android samsung galaxy huawei pixel sony nintendo playstation xbox dell
  lenovo hp canon epson brother nikon videotron bell telus rogers fido koodo virgin freedom fizz cogeco shaw sympatico
  desjardins rbc bmo cibc scotia scotiabank tangerine hsbc visa mastercard amex interac jean-coutu coutu pharmaprix shoppers
  uniprix familiprix brunet metro provigo loblaws maxi iga sobeys safeway superstore longos adonis rona reno-depot lowes
  canadian-tire patrick-morin hardware staples bestbuy dollarama winners homesense sephora zara uniqlo nike adidas puma
  lululemon aritzia simons ogilvy holt renfrew tim hortons tims timmies starbucks mcdonald mcdonalds mcdo wendys subway
  poulet-st-hubert hubert harveys pizza-hut domino dominos kfc popeyes chipotle nespresso keurig coke pepsi pepper perrier
  heineken molson labatt guinness budweiser corona tylenol advil motrin aspirin ibuprofen ozempic botox invisalign
  prozac ativan xanax lipitor synthroid ventolin epipen benadryl reactine claritin air-canada westjet transat via-rail
  fedex ups purolator dhl canpar intelcom postes purolator sunlife manulife intact belair belairdirect aviva allstate
  ssq beneva greenshield blue-cross croix-bleue medavie hydro hydro-quebec energir enbridge gaz-metro raq saaq ramq caa
  opus presto stm rtc exo amtrak greyhound marriott hilton hyatt sheraton fairmont westin radisson novotel ibis lego
  barbie harley davidson yamaha kawasaki suzuki ducati bombardier caterpillar deere bosch whirlpool lg frigidaire maytag
  kenmore miele dyson roomba kitchenaid samsung philips panasonic toshiba asus acer logitech bluetooth wifi wi-fi usb
  covid pfizer moderna astrazeneca alzheimer parkinson hodgkin crohn lyme ehlers heimlich achilles christmas halloween
  easter thanksgiving noel paques hanukkah ramadan eid diwali ligne rideau vimeo salesforce quickbooks sage docusign
  dropbox wordpress squarespace shopify oracle ibm intel nvidia amd cisco chatgpt openai siri alexa cortana celsius fahrenheit
  google-maps waze tripadvisor yelp opentable doordash skip skipthedishes ubereats instacart sobey couche-tard esso shell
  petro-canada ultramar petrocan irving chevron costco's sears bay zellers target kmart macys nordstrom gap
  disneyland disneyworld marvel pokemon minecraft fortnite playmobil canadiens habs leafs raptors jays oilers senators
  alouettes expos nhl nba nfl mlb ufc olympics olympiques ferrari lamborghini maserati rolex gucci prada chanel vuitton
  hermes dior versace ipod airpods kindle alexa nest roku fitbit garmin gopro moneris lightspeed clover square maytag
  hospitalier polyclinique optometriste hopital-general montfort bixi communauto turo renaud-bray longchamp lawtons
  broadway kanuk roots indigo reitmans aldo decathlon carrefour monoprix fnac darty auchan castorama sncf ratp
  bouygues maif matmut macif axa groupama peloton sorento sportage rav4 benjamin-moore john-deere kenneth-cole calvin-klein ralph-lauren alexander-keith captain-morgan
  michael-kors marc-jacobs hugo-boss tommy-hilfiger louis-vuitton yves-rocher paul-mitchell jack-daniel johnnie-walker
  jim-beam dr-oetker oetker betty-crocker sara-lee uncle-ben aunt-jemima jimmy-choo kate-spade mary-kay estee-lauder
  elizabeth-arden jenny-craig terry-fox maria-chapdelaine harry-potter santa-claus alfa-romeo louis-garneau rexall
  wilfrid-laurier prince-albert prince-edward prince-george prince-rupert stanley-park jean-talon jean-drapeau
  macbeth hamlet othello cyrano tartuffe cinderella cendrillon pinocchio hey-jude petit-chaperon
  mickey-mouse sherlock-holmes peter-pan romeo-et roi-lear king-lear pere-noel monsieur-muffler mr-lube mr-clean mr-sub mister-freeze
  wells-fargo charles-schwab merrill-lynch morgan-stanley goldman-sachs lockheed-martin johnson-johnson marks-spencer
  black-decker ernst-young smith-wesson procter-gamble ben-jerry crate-barrel bed-bath abercrombie-fitch dolce-gabbana
  moet-chandon barnes-noble pratt-whitney bausch-lomb brault-martineau frank-oak hall-oates simon-garfunkel laurel-hardy
  gilbert-sullivan romeo-juliet romeo-juliette tristan-isolde hansel-gretel lilo-stitch rolls-royce aston-martin land-rover
  mini-cooper massey-ferguson briggs-stratton les-paul eddie-bauer levi-strauss tommy-bahama christian-louboutin
  christian-dior giorgio-armani donna-karan vera-wang stella-mccartney coco-chanel nina-ricci karl-lagerfeld tory-burch
  helly-hansen jack-wolfskin perry-ellis max-mara oscar-mayer duncan-hines orville-redenbacher sherwin-williams
  robert-mondavi dom-perignon veuve-clicquot jose-cuervo johnny-walker earl-grey shirley-temple harvey-wallbanger
  bloody-mary eggs-benedict oeufs-benedict salade-cesar caesar-salad crepe-suzette crepes-suzette
  beef-wellington boeuf-wellington beef-stroganoff boeuf-stroganoff peche-melba peach-melba fettuccine-alfredo
  chicken-kiev granny-smith waldorf-salad cobb-salad tarte-tatin croque-madame croque-monsieur cavalier-king royal-lepage
  molly-maid jiffy-lube holiday-inn ritz-carlton burger-king dairy-queen papa-john little-caesars swiss-chalet
  boston-pizza farm-boy chez-ashton chez-cora celine-dion shania-twain justin-bieber ed-sheeran billie-eilish
  lady-gaga elvis-presley dolly-parton bruce-springsteen wayne-gretzky sidney-crosby agatha-christie margaret-atwood
  cowboys-fringants green-gables peppa-pig winnie-pooh jane-eyre mary-poppins anna-karenina indiana-jones james-bond
  jason-bourne huckleberry-finn oliver-twist robin-hood don-quichotte don-giovanni billy-elliot forrest-gump
  ted-lasso downton-abbey grey-anatomy victoria-secret schindler-list charlotte-web angela-ashes murphy-law moore-law
  hobson-choice achilles-heel pandora-box occam-razor adam-apple rubik-cube trader-joe carl-jr newman-own annie-homegrown
  frank-redhot wayne-world bob-burgers rosemary-baby paul-boutique princess-margaret queen-elizabeth king-edward
  prince-arthur princess-anne sainte-justine maisonneuve-rosemont marie-clarac santa-cabrini mount-sinai royal-victoria
  hotel-dieu fort-mcmurray christie-pits nathan-phillips ancienne-lorette pierre-elliott elliott-trudeau samsonite canac
  bmr zehrs wearhouse fortinos dazs haagen steinway stradivarius nikkor hasselblad michelin goodyear pirelli bridgestone
  stihl husqvarna makita dewalt ryobi brita tupperware pyrex corningware lagostina tefal electrolux patagonia arcteryx
  birkenstock blundstone timberland doritos pringles danone gatorade deloitte kpmg mckinsey accenture capgemini moleskine
  montblanc hasbro mattel crayola mozart beethoven chopin vivaldi handel debussy brahms tchaikovsky puccini verdi
  rachmaninov picasso monet rembrandt shakespeare moliere tolkien einstein messiah montessori waldorf eglinton spadina
  yonge bloor adirondack notre-dame starmania ray-ban ray-bans band-aid band-aids crestor robaxacet
  polysporin gaviscon coumadin nexium plavix eliquis xarelto lasix norvasc cialis viagra zoloft celexa effexor cipralex
  wellbutrin ritalin concerta adderall humira enbrel remicade stelara januvia jardiance trulicity mounjaro wegovy voltaren
  celebrex aleve tums pepto buscopan imodium gravol sudafed nyquil robitussin flovent symbicort advair singulair spiriva
  nasonex flonase pantoloc zantac losec prevacid lyrica neurontin percocet dilaudid oxycontin metamucil restoralax senokot
  dulcolax polident lysol windex febreze kleenex captain-crunch sir-wilfrid henri-bourassa edouard-montpetit rene-levesque marie-victorin saint-honore viessmann kona sonata jetta golf passat tiguan crv
  cooperators vistek heintzman stanfields purdys ardene victorinox wusthof devinci mirvish massey-hall   sealy serta polaris kubota stiga ariens karcher bissell dormeo hisense vizio haier
  moen grohe riobel benjamin-moore behr glidden sico beauti-tone rust-oleum   wattpad kobo archambault renaud-bray jean-bleau le-chateau laura-secord laura-canada jo-malone
  dr-scholl doc-marten doc-martens dr-martens dr-pepper dr-seuss mary-brown mary-browns burt-bees st-viateur
  st-hubert da-giovanni franck-provost jean-madeline jacques-dessange tony-guy trade-secrets
  roy-foss george-brown simon-fraser lester-pearson louis-riel bishop-strachan bishop-carroll bishop-ryan
  sir-winston winston-churchill princess-elizabeth
  princess-diana prince-philip prince-harry queen-victoria lord-byng lord-elgin lord-nelson lord-strathcona
  laura-ashley stella-artois jack-astor sam-adams john-labatt fort-henry
  borden-ladner blake-cassels osler-hoskin mccarthy-tetrault fasken-martineau stikeman-elliott norton-rose
  gowling-wlg miller-thomson lee-valley princess-auto mark-warehouse marks-warehouse
  leonard-cohen gordon-lightfoot stan-rogers neil-young joni-mitchell anne-murray bryan-adams alanis-morissette
  sarah-mclachlan michael-buble shawn-mendes avril-lavigne nelly-furtado oscar-peterson glenn-gould
  gilles-vigneault felix-leclerc robert-charlebois jean-leloup ginette-reno isabelle-boulay marie-mai
  coeur-pirate roch-voisine plume-latraverse beau-dommage
  michel-tremblay gabrielle-roy anne-hebert marie-laberge kim-thuy dany-laferriere michel-rabagliati alice-munro
  stephen-king farley-mowat robert-munsch stuart-mclean louise-penny lucy-maud mordecai-richler yann-martel
  jane-austen charles-dickens mark-twain oscar-wilde emily-dickinson virginia-woolf ernest-hemingway victor-hugo
  jules-verne emile-zola albert-camus george-orwell dan-brown danielle-steel john-grisham nora-roberts
  frida-kahlo emily-carr tom-thomson andy-warhol claude-monet salvador-dali paul-riopelle
  johnny-cash frank-sinatra elton-john michael-jackson taylor-swift billy-joel bob-marley bob-dylan jimi-hendrix
  david-bowie whitney-houston tina-turner amy-winehouse fleetwood-mac john-lennon paul-mccartney freddie-mercury
  edith-piaf charles-aznavour jacques-brel johnny-hallyday louis-armstrong ray-charles stevie-wonder
  tommy-douglas terry-fox rick-hansen rocket-richard maurice-richard jean-beliveau guy-lafleur bobby-orr gordie-howe
  mario-lemieux connor-mcdavid carey-price don-cherry norman-bethune frederick-banting   samuel-champlain jacques-cartier wilfrid-laurier mackenzie-king
  pierre-trudeau justin-trudeau brian-mulroney stephen-harper rene-levesque robert-bourassa jean-chretien
  abraham-lincoln martin-luther nelson-mandela mahatma-gandhi isaac-newton charles-darwin marie-curie
  joan-arc jeanne-arc jeanne-mance marguerite-bourgeoys marguerite-youville madeleine-vercheres
  jonathan-livingston anne-green tom-sawyer david-copperfield nicholas-nickleby ebenezer-scrooge tiny-tim
  lady-macbeth jean-valjean madame-bovary arsene-lupin hercule-poirot miss-marple
  jack-reacher bridget-jones ferris-bueller austin-powers doctor-who   bob-builder charlie-brown charlie-chocolate bonhomme-carnaval   allan-cup grey-cup stanley-cup memorial-cup vanier-cup calder-cup vezina giller   olivier-soire lotto-max ferrero allen-key allen-keys allen-wrench
  philips-screwdriver robertson-screw robertson-screwdriver bloody-caesar tom-collins   harvey-nichols marks-work peter-luger emily-murphy nellie-mcclung gino-vannelli lee-cooper
  lawren-harris norval-morrisseau joe-fresh joe-fortes joe-louis jos-louis may-west whippet   montclair naya rudsak mackage le-chateau   swarovski pandora tiffany-co tag-heuer philippe-patek bulova `
)

/** Shops and restaurants that have a given name and an `'s`: only with that, and where one is or comes from, are they meant. */
export const shops = wordSet(
  `wendy mark harvey denny arby kelsey mcdonald domino lowe kohl macy hardee applebee popeye culver moe zaxby levi kellogg henry burt leon stanfield scholl reese harvey cora ryder peller
  hershey reese campbell cadbury moxie milestone montana earl loblaw zehr fortino longo sobey sotheby barney smitty perkin
  smucker welch stouffer mott queen dempster schneider`
)

/** What grows, is eaten or done, and is called as somebody is: in lower case, behind an article or by itself in an answer. */
export const plants = wordSet(
  `laurier clementine clementines heather holly ivy olive rosemary basil jasmine jasmin daisy lily lilas hyacinthe
  marguerite marguerites capucine violette violettes anemone camelia dahlia iris azalea veronica angelica romarin sauge
  melissa melisse verveine reuben lavande mirabelle reine-claude bartlett mcintosh cortland`
)

/** Works, with their title or their hero's name behind. */
export const works = wordSet("film films movie musical opera roman novel serie series album chanson song comedie")

/** What somebody's discovery or illness is, behind their name and an `'s`. */
export const eponyms = wordSet(
  "disease syndrome palsy law theorem contracture sarcoma lymphoma chorea thyroiditis cyst hernia fracture"
)

/** What a maker's or an inventor's name stands in front of. */
export const goods = wordSet(
  `machine bed spaniel terrier screwdriver screw screws wrench vacuum fridge stove oven dishwasher washer dryer guitar amp
  piano drill mower snowblower snowmobile motorcycle bike truck trailer camper tires tire skates skis jacket coat boots
  shoes watch handbag purse jeans mattress faucet toilet furnace boiler thermostat stroller crib blender mixer toaster
  kettle camera printer headphones speaker speakers trampoline barbecue bbq grill backpack luggage suitcase`
)

/** What makes a brand of a given name in front of it: `Jean Coutu`, `Tim Hortons`. */
export const tails = wordSet("coutu hortons horton davidson daniels benz lauren klein hilfiger morgan's crocker")

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
