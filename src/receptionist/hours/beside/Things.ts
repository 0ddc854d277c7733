/**
 * What offices write of beside their hours, folded, in both languages; a star stands for any ending. What is learned of one
 * word is learned of all in its list, so that a word that no remark has had is known as well.
 */
const things = {
  food: `
    food* meal* menu* dish* plat plats pizza* poutine* burger* fries frite* fried sandwich* sub subs bagel* donut* doughnut* beigne* muffin* croissant* brioche*
    viennois* baguette* bread* pain pains sourdough levain bun buns loaf loaves loafs cookie* biscuit* cake* gateau* pie pies tarte* tourtiere* pastr* patisser* squares
    dessert* candy candies bonbon* chocolat* fudge sugar sucre* honey miel jam jams confiture* syrup* sirop* maple erable* butter beurre* cheese* fromage* curd* yogurt yogourt
    egg eggs oeuf* ham jambon* bacon sausage* saucisse* meat* viande* beef boeuf pork porc chicken* poulet* turkey* dinde* lamb agneau* duck canard* fish poisson* salmon saumon*
    trout truite* lobster* homard* crab* crevette* shrimp* oyster* huitre* mussel* moule* clam* palourde* scallop* petoncle* cod morue smelt* sushi* roll rolls noodle* nouille*
    pasta* pate pates spaghetti* lasagn* rice riz taco* burrito* curry* samosa* roti* naan shawarma* falafel* kebab* donair* dumpling* pho ramen dim sum soup* soupe* chowder*
    chaudree* chili stew* salad* salade* sauce* spic* epice* epices garlic ail onion* oignon* potato* patate* pomme* tomato* tomate* carrot* carotte* corn bean* feve* legume* veg*
    fruit* apple* berr* strawberr* fraise* blueberr* bleuet* raspberr* framboise* cherr* cerise* peach* peche* grape* raisin* pumpkin* citrouille* squash courge* asperge* asparagus
    mushroom* champignon* nut nuts noix peanut* arachide* almond* amande* gluten vegan* vegetari* halal kosher cacher* organic* bio sandwicherie snack* collation* chip chips popcorn
    cretons boudin* quiche* crepe* pancake* waffle* gaufre* sundae* cone* cornet* gelato sorbet* glacee barbecue bbq wing wings ailes rib ribs grill* roast* roti poele* friteuse* fryer*
    buffet* bouffe deli charcuter* terrine* foie cuisin* recipe* recette* portion* slice* pointe* serving* lunchs snackbar casse croute pierogi* perogie* bannock langar`,
  drink: `
    drink* coffee* cafe cafes espresso* latte* cappuccino* tea teas the thes tisane* juice* jus smoothie* beer* biere* ale ipa lager* stout cider* cidre* wine* vin vins champagne spirits
    liquor alcool* alcohol* cocktail* whisky rum rhum gin vodka tap taps fut keg* pint* pinte* bottle* bouteil* can cans canette* empties consigne* pop soda* liqueur* water eau milk* lait
    mug* tasse* cup cups glass glasses verre verres bar taproom brew* brass* microbrass* degust* tasting* sampl* growler* cruchon* slush* sangria`,
  money: `
    cash comptant debit interac visa mastercard amex american credit card cards carte cheque* check cheques tap paypal etransfer transfer* virement* paiement* pay paying payable paid paye* payer
    payez payant* price* prix cost* cout* coute* tarif* rate rates fee fees frais charge* deposit* depot* discount* rabais solde* sale sales special specials promo* deal* coupon* refund* rembours*
    exchange* echange* return returns retour retours facture* invoice* bill bills receipt* recu recus dollar* buck bucks cent cents sous piasse* piastre* euro* free gratuit* gratis cheap* abordable*
    tip tips pourboire* donation* don dons donate* tax taxes financ* loan* pret budget* money argent monnaie coin* toonie* loonie* quarter* bank atm guichet* gift cadeau* certificate* chequ* layaway
    acompte* caisse* till register* wholesale grossist* warrant* garantie* insur* assuranc* claim* reclamation* ohip ramq wsib saaq ei loto* lotto lotter* lottery tirage* raffle* jackpot reer rrsp
    celi tfsa mortgage* hypothe* invest* placement* pension* abonn* subscription* forfait* package* cb especes ticket* billet* admission entree* donnant loyalty points fidelite`,
  place: `
    parking park stationn* lot lots garage* driveway* entrance* entree entrees exit* sortie* door doors porte portes gate* barriere* ramp* rampe* stairs stair* escalier* elevator* ascenseur*
    floor* etage* basement* soussol sol upstairs downstairs haut bas lobby hall* vestibule* room rooms salle* chambre* bureau desk counter* comptoir* window* fenetre* vitrine* wall* mur murs roof toit
    yard* cour arriere back rear front avant side cote corner* coin street* rue rues road* chemin* route* highway* autoroute* lane* ruelle* alley* sidewalk* trottoir* bridge* pont light lights
    lumiere* feux stop sign* pancarte* enseigne* affiche* building* batisse* batiment* house* maison* barn* grange* shed* cabin* cabane* tower* tour mall* centre church* eglise* school* ecole* station*
    gare metro bus buses autobus train* tram* stop arret* ferry traversier* dock* quai* port harbour* harbor* marina* beach* plage* river* riviere* lake* lac lacs mountain* montagne* forest* foret* bois
    field* champ* farm* ferme* village* town* ville* city region* province quebec montreal toronto canada north south east west nord sud est ouest left right gauche droite next behind devant
    derriere across face beside near pres proche block* map* carte gps directions direction* address* adresse* located situe* locat* unit suite local apt apartment* appartement* washroom* bathroom* toilet* toilette*
    restroom* wheelchair* roulant* fauteuil* accessib* stroller* poussette* bike* velo* rack* patio* terrasse* deck garden* jardin* pool* piscine* gym rink* patinoire* arena* court courts terrain* trail*
    sentier* bench* banc* picnic pique aire area* zone* kiosk* kiosque* booth* cabine* aisle* allee* shelf shelves rayon* tablette* storage entrep* warehouse* chapel* chapelle* cemetery cimetiere* museum* musee* library`,
  person: `
    dr dre doctor* docteur* md mr mrs ms mme monsieur madame nurse* infirm* dentist* hygien* vet vets veterinar* pharmacist* pharmacien* optometr* optician* opticien* therap* physio* chiro* osteo* podiat* massoth* denturo* denturist*
    psycholog* lawyer* avocat* notar* notaire* accountant* comptab* teacher* prof profs professeur* coach* entraineur* instructor* moniteur* trainer* barber* barbier* stylist* coiffeur* coiffeuse* esthetic* esthetici*
    tailor* couturi* mechanic* mecanic* garagist* technician* technicien* electric* plumb* plombier* carpenter* menuisier* painter* peintre* chef* cook* cuisini* baker* boulang* butcher* boucher* waiter* serveu* bartender* barmaid*
    barista* cashier* caissi* clerk* commis receptionist* receptionniste secretar* manager* gerant* boss* patron* owner* propri* founder* fondat* team* equipe* crew gang volunteer* benevol* priest* cure pastor* pasteur* imam* rabbi*
    father pere mother mere mom maman dad papa son fils daughter* fille filles wife femme husband* mari brother* frere* sister* soeur* grand* kid kids child* enfant* baby babies bebe* toddler* teen* ado ados student* etudiant* eleve*
    senior* aine aines people gens monde friend* ami amis neighbo* voisin* guest* invite* client* customer* patient* visitor* visiteur* tenant* locataire* newcomer* famil* couple* group* groupe* man men homme* woman women lad* ladies
    veteran* fisher* pecheur* hunter* chasseur* farmer* agricult* driver* chauffeur* courier* messager* livreur* santa pere clown* artist* musician* musicien* dj band* interpret* translator* traducteur* photograph* designer* architect*
    jim joe bob dave mike kevin frank tony sal vince brenda karen linda nancy susan debbie marie manon sylvie nathalie josee julie martine ginette lise lucie marcel rene jean guy paul pierre luc gilles michel denis robert andre
    tremblay gagnon roy cote bouchard gauthier morin lavoie fortin gagne singh patel nguyen chen wong lee kim smith brown wilson jones miller macdonald okafor rossi cohen`,
  animal: `
    dog dogs chien* chiot* pup pups puppy puppies cat cats chat chats chaton* kitten* minou* pet pets animal* animaux rabbit* lapin* bird* oiseau* parrot* perroquet* horse* cheval* chevaux pony ponies poney* cow* vache* goat* chevre*
    sheep mouton* pig pigs cochon* hen hens poule* rooster* coq goose oie* bee bees abeille* moose orignal* deer chevreuil* bear* ours ferret* hamster* turtle* tortue* leash* laisse collar* collier* vaccin* steril* spay neuter* toilett*
    groom* croquette* kibble litter litiere microchip* puce* breed* eleveur* bait* appat* ver vers worm* leech*`,
  vehicle: `
    car cars char chars auto autos voiture* vehicle* vehicul* truck* camion* van vans trailer* remorq* tow* motor* moto* scooter* atv vtt skidoo motoneige* snowmobile* boat* bateau* canoe* canot* kayak* pneu* tire tires wheel* roue*
    oil huile brake* frein* engine* moteur* battery batteries batterie* transmission exhaust muffler* silencieux windshield* pare brise body carrosser* collision paint peintur* alignment* alignement* suspension tune mise wash* lave lavage*
    detail* esthetique gas gaz essence fuel* diesel propane pump* pompe* ev charger* borne* recharg* licence* license* permis plate* plaque* immatricul* courtesy courtoisie shuttle* navette* taxi* uber rental* locat* lou* ski skis skate* patin*
    board* planche* snowboard* bicycle* helmet* casque* chain* trail`,
  thing: `
    clothes vetement* shirt* chandail* pants pantalon* dress* robe* suit suits suit habit* coat* manteau* jacket* boot* botte* shoe* soulier* chaussure* hat* chapeau* tuque* glove* gant* sock* bas mask* masque* apron* uniform* costume*
    jewel* bijou* ring bague* watch* montre* necklace* earring* boucle* bag bags sac sacs purse* wallet* backpack* box boxes boite* crate* caisse* bin bins bac bacs bucket* chaudiere* basket* panier* container* contenant* jar jars pot pots
    lid* couvercle* tool* outil* saw* scie* blade* lame* knife knives couteau* drill* hammer* marteau* nail* clou* screw* vis bolt* wood lumber planche* plywood paint* brush* pinceau* ladder* echelle* lock* serrure* cadenas key keys cle cles clef*
    furniture meuble* sofa* chair* chaise* table* lamp* lampe* bed beds matelas mattress* rug* tapis curtain* rideau* tile* tuile* carpet* window door cabinet* armoire* stove* fridge* frigo* washer* dryer* laveuse* secheuse* appliance* electromen*
    phone phones cellulaire* cell computer* ordinateur* laptop* tablet* screen* ecran* tv tele television printer* imprim* camera* photo* picture* frame* cadre* book books livre livres magazine* comic* bd record* vinyl* disque* cd dvd game games jeu jeux
    toy toys jouet* puzzle* casse tete* doll* poupee* card* flower* fleur* bouquet* plant* plante* seed* semence* tree trees arbre* sapin* soil terre compost* mulch paillis gravel gravier sand sable stone* pierre* brick* brique* firewood buches
    guitar* guitare* piano* drum* tambour* violin* violon* instrument* string* corde* sport* hockey stick* baton* ball* balle* ballon* tent* tente* rod* canne* glasses lunette* lens* lentille* frame* monture* hearing auditif* prosthe* prothese* orthese*
    orthot* brace* cane* walker* marchette* medic* pill* pilule* prescription* ordonnance* refill* renouvell* vitamin* cream* creme* soap* savon* shampoo* candle* chandell* bougie* lotion* diaper* couche* wipe* towel* serviette* sheet* drap*
    blanket* couvert* pillow* oreiller* yarn laine* fabric* tissu* thread* fil needle* aiguille* sew* coud* couture quilt* zipper* button* bouton* paper* papier* pen pens crayon* form forms formulaire* document* file files dossier* folder*
    letter* lettre* parcel* colis package* envelope* enveloppe* stamp* timbre* label* etiquett* sticker* vignette* badge* tag tags ticket id ids identit* passport* passeport* garbage vidange* trash dechet* recycl* scrap metal* metal* cardboard carton*
    battery electron* machine* appareil* equipment* equipement* gear part parts piece* stock* inventaire inventory product* produit* item* article* goods merchandise marchand* brand* marque* used usag* new neuf* neuve* antique* antiquit* second secondhand`,
  service: `
    deliver* livr* ship* expedi* pickup* cueillette* takeout takeaway emporter catering traiteur* repair* repar* fix fixes fixed install* sharpen* aiguis* affut* clean* nettoy* menage dryclean* laundry* buander* hem hems ourlet* alter* retouch*
    cut cuts coupe coupes haircut* trim* color* colour* color* couleur* perm* wax* cire epil* manicur* pedicur* facial* soin soins massage* tattoo* tatou* pierc* perc* tan tanning bronz* shave* rase* makeup maquill* lash* cils
    exam* examen* checkup* cleaning* test tests blood sang prelevement* xray* radio* ultrasound* echograph* vaccin* shot* flu grippe injection* botox filling* filler* crown* couronne* implant* denture* dentier* braces blanchi* whiten*
    translat* tradui* notari* commission* tax impot* will wills testament* print* impress* photocop* copy copies copie* scan* numeris* fax* laminat* plastif* engrav* grav* passport wrap* emball* gift* rent* lou* lend* pret prete* borrow* emprunt*
    consult* conseil* advice estimat* estimation* soumission* quote* devis free* class* cours lesson* lecon* workshop* atelier* course* formation* tutor* training program* programm* camp* tour tours visit* guid* workshop* event* evenement* party
    parties fete* wedding* mariage* birthday* anniversaire* bapt* reception* show* spectacle* concert* music* musique* trivia quiz bingo karaoke jam open mic poesie poetry danc* dans* yoga zumba pilates spinning aqua* swim* natation nage* baignad*
    lecture* conte* story storytime club* league* ligue* tournament* tournoi* match* game film* movie* cinema* exhib* expo* exposition* galer* gallery fair* festival* market* marche* auction* encan* rally craft* artisan* tricot* knit* crochet pottery poter*
    cribbage cards bridge chess echecs darts dards pool billard* bowling quilles curling golf tennis badminton pickleball hockey soccer skating patinage glissade* tubing ski* snowshoe* raquette* fishing hunting camping rando* hik* wifi internet password
    website app online site insta instagram facebook tiktok messenger email* courriel* mail text texto* voicemail* newsletter infolettre* blog review* avis google star* etoile* hiring embauche* cv resume* job* emploi* recrut* award* prize* concours* contest*`,
  praise: `
    best meilleur* great good bon bonne bons bonnes nice beau belle beaux lovely delicious delici* tasty fresh* frais fraiche* homemade maison local* locally handmade natural* naturel* quality qualite proud* fier* fiers famous celebre* legend* favourite* favorite*
    love* aime* adore* happy heureu* smile* sourire* friendly gentil* kind welcom* bienven* accueil* warm chaleur* cozy cosy douillet* quiet tranquill* clean propre* safe securit* sympa fun family familial* independent depuis since established fonde* generation*
    tradition* history histoire* thank* merci remerci* appreci* encourag* support* please svp enjoy profit* bon amus* bonjour hello hi salut allo bye aurevoir plaisir honour* honneur* certified certifi* licensed insured bonded bilingual bilingue* french francais* english
    anglais* spanish espagnol* arab* italian* punjabi mandarin cantonese ukrain* cree speak* parl* spoken`,
  act: `
    bring* apport* take* prend* prenez get come* venez viens enter entrez use utilis* push pouss* pull tir* press appuy* knock cogn* ring sonn* buzz* honk* wait* attend* follow suiv* look* cherch* regard* ask* demand* tell* dites say talk* call* appel* text* email* ecriv*
    write* send* envo* leave* laiss* drop* depos* put* mett* keep* gard* hold* tenez carry port* wear* show* montr* present* sign* fill* rempl* read* lis lisez wash* lav* wipe* essuy* remove* enlev* return* rapport* rinse* rinc* sort* tri triez fold* pli*
    label* identif* lock* verrou* close turn* tourn* shut watch* surveill* mind* attention careful* beware prudence forget* oubli* remember rappel* share* partag* respect* touch* touch* climb* run cour* jump* smoke smoking fum* vap* eat* mang* feed* nourri* pet flatt*
    pay sit assoy* assis* stand debout line file queue join* joign* find* trouv* see voy* meet* rencontr* try* essay* pick* choisi* choose* order* command* book* reserv* buy* achet* sell* vend* make* fabri* offer* offr* serve* serv* accept* need* besoin* have
    allow* permi* forbid* interdi* prohibit* require* requis* exig* oblig* must doit doivent recommend* recommand* include* inclu* provide* fourni* supply`
} as const

const whole = new Map<string, string>()
const beginnings = new Map<string, string>()
for (const [thing, words] of Object.entries(things)) {
  for (const word of words.trim().split(/\s+/)) {
    const [known, key] = word.endsWith("*") ? [beginnings, word.slice(0, -1)] : [whole, word]
    if (!known.has(key)) known.set(key, `=${thing}`)
  }
}

/** What kind of thing a folded word is: `=food`; undefined where no list has it. */
export const thingOf = (word: string): string | undefined => {
  const known = whole.get(word)
  if (known !== undefined) return known
  for (let length = word.length; length > 2; length--) {
    const found = beginnings.get(word.slice(0, length))
    if (found !== undefined) return found
  }
  return undefined
}
