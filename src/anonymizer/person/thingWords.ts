import { wordSet } from "../Tokens.ts"

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
