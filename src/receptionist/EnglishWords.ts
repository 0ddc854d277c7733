/** English as it is spoken on the phone; see `FrenchWords.ts`, which it mirrors. */
export const english = {
  strong: `
    i you he she it we they him her us them my your his its our their mine yours ours theirs myself yourself this that
    these those who whom whose what which when where why how am is are was were been being be have has had having do
    does did doing done will would shall should can could may might must cannot want wanted wants need needed needs let
    lets and because although though if than then there here every each both either neither none nothing something
    anything everything somebody someone anybody anyone everybody everyone nobody not never always ever just very too
    also already yet still about with without into onto from until till while during before after again once more most
    much many some any such only same other another all get got getting gets gonna wanna gotta im ive id dont doesnt
    didnt cant wont isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt thats whats heres theres theyre
    youre youve youll theyve theyll weve hes shes whos wheres hows i'm i've i'd i'll it's it'll it'd that's what's
    who's where's how's here's there's he's she's we're we've we'd we'll they're they've they'd they'll you're you've
    you'd you'll let's don't doesn't didn't can't won't isn't aren't wasn't weren't hasn't haven't hadn't couldn't
    wouldn't shouldn't ain't mustn't y'all c'mon d'you g'day ma'am o'clock dunno lemme gimme kinda sorta maybe perhaps
    however instead unless since whenever whatever whichever whoever wherever yesterday tomorrow today tonight now soon
    later ago`,
  /** Articles and such: names and titles are full of them. */
  articles: `
    the of`,
  weak: `
    to in at for by so as up out or an off over down under but near`,
  quebec: ``,
  content: `
    appointment appointments book booking booked schedule scheduled reschedule cancel cancelled canceled cancelling
    available availability opening open opened close closed closing hour hours day days week weeks weekend month months
    year years morning mornings afternoon afternoons evening evenings night nights noon midnight monday tuesday
    wednesday thursday friday saturday sunday january february april june july august september october november
    december next last early earlier late time times second seconds half quarter price prices pricing cost costs charge
    charged fee fees pay paid paying bill billing invoice money account accounts card cards room rooms bed beds dog
    dogs kid kids child children son daughter daughters wife husband mother father mom dad parents brother sister baby
    boy girl man woman men women people friend neighbor neighbour family house home apartment landlord tenant kitchen
    bathroom roof water leak leaking heat heating hot cold plumber plumbing electrician repair repairs fix fixed broken
    break work works working worked job car cars truck tire tires gas road street town city country neighborhood corner
    far left right floor door office offices address school boss coworker company business store stores shop customer
    customers file files ask asked asking answer answering answered help helping helped call calls calling called
    callback phone number numbers line wait waiting waited hold holding listen listening hear hearing heard understand
    understood repeat speak speaking spoke talk talking said say saying says tell told telling find finding found look
    looking looked know known knew think thinking thought believe seem seems see seeing seen saw watch give gives
    giving gave given take takes taking took taken put putting leave leaving send sending sent receive received
    receiving bring bringing brought come comes coming came arrive arrived go goes going went gone stay staying stayed
    back return returned fast quick quickly slow slower slowly buy buying bought sell selling sold ordered ordering
    deliver delivery delivered delivering package parcel move moved moving confirm confirmed confirming reserve change
    changed changing add remove forget forgot forgotten lost lose try trying tried start started starting begin finish
    finished end ended keep keeps keeping stop stopped sick ill doctor doctors nurse medicine medication prescription
    refill health dentist tooth teeth toothache fever head headache stomach throat sore leg arm eye eyes ear blood flu
    cough pregnant test tests insurance treatment clinic hospital pharmacy pharmacist good better best bad worse worst
    big small large little new old young nice beautiful alone easy hard difficult different first third wrong true
    false thing things stuff issue issues problem problems idea reason name names word words letter letters mail bread
    meat meal food eat eating drink coffee beer wine chicken fish cheese vegetables sugar salt milk eggs hair haircut
    nails wedding birthday birth born dead death vacation holiday holidays trip flight flights ticket tickets lawyer
    attorney accountant tax taxes license licence driver passport law complaint lease sign signed warranty refund
    refunded transferred check checks checking cheque bank loan mortgage monthly yearly daily parking spot entrance
    exit person lady gentleman garden pool snow lawn tree furniture dishwasher washer dryer fridge stove light lights
    toilet sink shower pipe paint painting clean cleaning cleaner color colour red blue green black white yellow size
    shoes clothes dress pants coat gift toy student students studies teacher class classes register registered
    registration form forms daycare inquiry manager director supervisor front desk sales support helpdesk happy glad
    worried tired hurry ready busy free useful lucky live living lives rent renting reach reaching discuss verify
    submit pick picked picking search necessary required level password error computer software network screen keyboard
    printer plug plugged unplug device battery remote tv wondering wonder guess mean means meant make makes making made
    use using used like liked likes love loved hope hoping wish feel feeling feels show showing turn turned run running
    ran set meet met hang hung bit lot lots few couple several enough really actually probably definitely basically
    anyway whole full empty around between through across behind outside inside upstairs downstairs away together guys
    folks welcome supposed able pretty quite rather own kind sort quote estimate delay delayed asap voicemail email
    emails spelled spell spelling website online app login log update updated past department branch spots sound sounds
    sense matter matters girlfriend boyfriend glasses knee power donuts donut lock locked key keys jammed stuck noise
    funny winter summer spring fall swallowed cake cakes apple apples potatoes fries juice ice gravy dish dishes cook
    cooked cooking waiter waitress server ankle wrist elbow shoulder neck foot feet finger fingers heart lung liver
    skin nose mouth lip cheek hurt hurts hurting injured injury fell fallen falling swollen bleeding vomiting breathe
    breathing sleep sleeping asleep wake woke dressed wash soap towel towels sheet sheets faucet tap window windows
    glass wall walls ceiling stairs basement attic yard fence grass mow mowing land cottage lake forest river mountain
    beach sea island bridge countryside sidewalk fire traffic tow towing towed oil brake brakes engine wheel wheels
    speed driving drive driven drove ride bike bicycle seat trunk steal stole stolen thief cops firemen firefighter
    emergency safe unsafe judge custody inherit seller buyer broker realtor agency rental rentals roommate mattress
    curtain curtains carpet lamp bulb bulbs outlet wire wires tool tools hammer screw nail wood steel stone brick
    cement concrete roofs gutter gutters furnace heater pump conditioner conditioning meter breaker breakers sample
    samples catalog model models brand brands width length height weight discount discounts exchange returning box
    boxes bag bags cart shelf cashier volunteer pupil pupils master subject homework grade grades schools teaching
    degree internship hire hired hiring salary wage wages union retired retirement unemployed worker workers trade
    factory smell smells smoke dust trash garbage waste recycling rain raining rainy snowing windy sun sunny cloud
    clouds storm freezing frozen dry wet humid dirty messy heavy high low short wide narrow deep soft strong weak rich
    poor sad angry upset unfortunately luckily truly easily simply directly normally pets pet cat cats bird birds horse
    paw fur vet animals bite bitten wished terminate unsubscribe subscribe subscription enrolled enroll kept explain
    explained explaining teach taught read reading write wrote written count counting play playing played win won
    losing choose chosen decided pull push pushing cut cutting breaking turning climb enter entered die dies loves hate
    hates hoped appreciate appreciated congratulations pregnancy follow following followed rejected refused declined
    decline accept accepts accepted accepting valid expired expires renew renewed renewal extend quit quitting crying
    cry yelling agreed arrange arranged uncle aunt nephew twins boys girls ladies gentlemen spouse partner grandmother
    grandfather grandma grandpa deposit deposits withdraw withdrawal balance interest settle settlement claim claims
    covered cover covers coverage damage damages damaged flood flooded flooding mold mice mouse ants bugs bedbugs
    exterminator cockroaches patio catering caterer gratuity tip allergy allergic nuts peanuts dairy vegan vegetarian
    takeout pickup curbside shipping shipped ship warehouse item items mistake mistakes missed missing happen happened
    happens happening worth soonest earliest latest nearest closest highest lowest bigger smaller cheaper cheap
    cheapest expensive faster easier harder sooner longer shorter stronger entire side top bottom middle beginning
    piece pieces weekday weekdays birthdays guest guests host funeral hall suites elevator lobby luggage shuttle owe
    owed owes owing overdue afford spend spent saving savings straight along above below beside downtown uptown north
    south east west northern highway freeway ramp block blocks building buildings unit units storage movers mover drop
    dropped dropping grab stand standing sit sitting walk walking walked wear wearing wore speaker speakers microphone
    louder loud quiet silent noisy crack cracked leaks drain drains drained clogged unclog plunger thermostat
    switchboard extension extensions receptionist operator representative human robot machine recording recorded press
    pressed dial dialed dialing reached texted texting`,
  courtesy: `
    yes yeah yep yup nope thanks thank please hello hi hey bye goodbye sorry alright great perfect excuse okay uh um
    hmm huh mister miss missus mr mrs ms sir cheers cool sure exactly absolutely perfectly certainly correct awesome`,
  numbers: `
    oh one two three four five seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen twelfth fifteenth fifth tenth`
} as const
