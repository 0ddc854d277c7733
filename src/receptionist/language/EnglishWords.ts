/** English as it is spoken on the phone; see `FrenchWords.ts`, which it mirrors. */
export const english = {
  strong: `
    his their even i you he she it we they him them my your their mine yours ours theirs myself yourself this that these those
    who whom whose what which when where why how am is are was were been being have has had having does did doing done
    would shall should could might must cannot want wanted wants need needed needs let lets because although though if
    than then there here every each either neither none nothing something anything everything somebody someone anybody
    anyone everybody everyone nobody not never always ever too also already yet still about without onto until till
    while during before after again once more most much many some such same other another get got getting gets gonna
    wanna gotta im ive id dont doesnt didnt cant wont isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt
    shouldnt thats whats heres theres theyre youre youve youll theyve theyll weve hes shes whos wheres hows i'm i've
    i'd i'll it's it'll it'd that's what's who's where's how's here's there's he's she's we're we've we'd we'll they're
    they've they'd they'll you're you've you'd you'll let's don't doesn't didn't can't won't isn't aren't wasn't
    weren't hasn't haven't hadn't couldn't wouldn't shouldn't ain't mustn't y'all c'mon d'you g'day ma'am o'clock dunno
    lemme gimme kinda sorta maybe perhaps however instead unless since whenever whatever whichever whoever wherever
    yesterday tomorrow today tonight now soon later ago`,
  /** Articles and such: names and titles are full of them. */
  articles: `
    the of`,
  weak: `
    to in at for by so as up out or an off over down under but near`,
  quebec: ``,
  content: `
    run lease show turn hang extension extensions ticket trip doctors treatment medicine rent insurance guess rentals
    loan mortgage accounting appointment appointments book booking booked schedule scheduled reschedule cancel
    cancelled canceled cancelling available availability opening open opened close closed closing hour hours day days
    week weeks weekend month months year years morning mornings afternoon afternoons evening evenings night nights noon
    midnight monday tuesday wednesday thursday friday saturday sunday february july september october november december
    next last early earlier late time times seconds half price prices pricing cost costs charge charged fee fees pay
    paid paying billing invoice account accounts son daughter daughters wife husband mother father mom dad parents
    neighbor neighbour landlord tenant leak leaking plumber electrician fixed broken break work working worked job far
    left right address boss coworker customer customers ask asked asking answer answering answered help helping helped
    call calls calling called callback phone numbers wait waiting waited hold holding listen listening hear hearing
    heard understand understood repeat speak speaking spoke talk talking said say saying says tell told telling find
    finding found look looking looked know known knew think thinking thought believe seem seems see seeing seen saw
    give gives giving gave given take takes taking took taken put putting leave leaving send sending sent receive
    received receiving bring bringing brought come comes coming came arrive arrived go goes going went gone stay
    staying stayed back return returned quickly slower slowly buying bought sell selling sold ordered ordering deliver
    delivery delivered delivering moved confirm confirmed confirming reserve change changed changing add remove forget
    forgot forgotten lost lose try trying tried start started starting begin finish finished ends ended keep keeps
    keeping stop stopped sick ill doctor nurse medication prescription refill dentist toothache fever headache stomach
    throat sore flu cough pregnant test tests bad worse worst alone difficult different third wrong false thing things
    stuff issue issues problem problems idea reason name names word words letter letters eating haircut birthday dead
    death vacation flight flights tickets license licence passport complaint sign signed warranty refund refunded
    transferred check checks checking cheque monthly yearly spot entrance exit person dishwasher washer dryer fridge
    stove toilet sink size studies teacher register registered registration form forms inquiry manager director
    supervisor desk sales helpdesk worried tired hurry ready busy free useful live renting reach reaching discuss
    verify submit pick picked picking search necessary required password error keyboard printer plug plugged unplug
    device wondering means meant make makes making made use using used like liked likes loved hoping wish feel feeling
    feels showing turned running ran set meet met hung bit lot lots few couple several enough really actually probably
    definitely basically anyway whole full empty around between through across behind outside inside upstairs
    downstairs away together supposed able quite rather own kind sort quote estimate delay delayed asap voicemail email
    emails spelled spell spelling website online app login log update updated past department branch spots sound sounds
    sense matter matters girlfriend boyfriend knee locked jammed stuck noise funny swallowed cooked waiter waitress
    server hurt hurts hurting injured injury fell fallen falling swollen bleeding vomiting breathe breathing sleeping
    asleep wake woke dressed faucet mowing towed driven drove steal stole stolen thief cops firemen firefighter
    emergency unsafe custody inherit roommate outlet meter breaker breakers catalog width length height weight
    discounts returning cashier volunteer pupil pupils subject homework teaching degree internship hire hired hiring
    salary wage wages retired retirement unemployed smell smells trash raining rainy snowing windy freezing frozen
    humid dirty messy heavy sad angry upset unfortunately luckily truly easily simply directly normally bite bitten
    wished terminate unsubscribe subscribe subscription enrolled enroll kept explain explained explaining teach taught
    read reading write wrote written count counting playing played won losing choose chosen decided pull push pushing
    cutting breaking turning climb enter entered die dies loves hate hates hoped appreciate appreciated congratulations
    pregnancy follow following followed rejected refused declined decline accept accepts accepted accepting valid
    expired expires renew renewed renewal extend quit quitting crying cry yelling agreed arrange arranged aunt nephew
    spouse grandmother grandfather grandma grandpa deposit deposits withdraw withdrawal interest settle settlement
    claim claims covered cover covers coverage damage damages damaged flood flooded flooding mold mice mouse ants bugs
    bedbugs exterminator cockroaches gratuity tip allergy allergic vegetarian takeout curbside item items mistake
    mistakes missed missing happen happened happens happening soonest earliest latest nearest closest highest lowest
    smaller cheaper cheap cheapest expensive faster easier harder sooner longer shorter stronger entire bottom middle
    beginning piece pieces weekday weekdays birthdays elevator luggage owe owed owes owing overdue afford spend spent
    saving straight along above below beside drop dropped dropping grab stand standing sit sitting walking walked wear
    wearing wore speaker speakers microphone louder loud quiet silent noisy crack cracked leaks drained clogged unclog
    plunger thermostat switchboard receptionist operator representative recording recorded press pressed dial dialed
    dialing reached texted texting`,
  names: `
    buy end drive bill january april june august second quarter money card cards room rooms bed beds dog dogs kid kids
    child children brother sister baby boy girl man woman men women people friend family house home apartment kitchen
    bathroom roof water heat heating hot cold plumbing repair repairs fix works car cars truck tire tires gas road
    street town city country neighborhood corner floor door office offices school company business store stores shop
    file files number line watch fast quick slow package parcel move moving health tooth teeth head leg arm eye eyes
    ear blood clinic hospital pharmacy pharmacist good better best big small large little new old young nice beautiful
    easy hard first true mail bread meat meal food eat drink coffee beer wine chicken fish cheese vegetables sugar salt
    milk eggs hair nails wedding birth born holiday holidays lawyer attorney accountant tax taxes driver law bank daily
    parking lady gentleman garden pool snow lawn tree furniture light lights shower pipe paint painting clean cleaning
    cleaner color colour red blue green black white yellow shoes clothes dress pants coat gift toy student students
    class classes daycare front support happy glad lucky living lives level computer software network screen battery
    remote tv wonder mean love hope guys folks welcome pretty glasses power donuts donut lock key keys winter summer
    spring fall cake cakes apple apples potatoes fries juice ice gravy dish dishes cook cooking ankle wrist elbow
    shoulder neck foot feet finger fingers heart lung liver skin nose mouth lip cheek sleep wash soap towel towels
    sheet sheets tap window windows glass wall walls ceiling stairs basement attic yard fence grass mow land cottage
    lake forest river mountain beach sea island bridge countryside sidewalk fire traffic tow towing oil brake brakes
    engine wheel wheels speed driving ride bike bicycle seat trunk safe judge seller buyer broker realtor agency rental
    mattress curtain curtains carpet lamp bulb bulbs wire wires tool tools hammer screw nail wood steel stone brick
    cement concrete roofs gutter gutters furnace heater pump conditioner conditioning sample samples model models brand
    brands discount exchange box boxes bag bags cart shelf master grade grades schools union worker workers trade
    factory smoke dust garbage waste recycling rain sun sunny cloud clouds storm dry wet high low short wide narrow
    deep soft strong weak rich poor pets pet cat cats bird birds horse paw fur vet animals play win cut uncle twins
    boys girls ladies gentlemen partner balance patio catering caterer nuts peanuts dairy vegan pickup shipping shipped
    ship warehouse worth bigger side top guest guests host funeral hall suites lobby shuttle savings downtown uptown
    north south east west northern highway freeway ramp block blocks building buildings unit units storage movers mover
    walk drain drains human robot machine`,
  links: `
    her us its our be do will can may and both just very with into from any only all`,
  /** Several words that together are speech, whatever each is alone; with commas between them. */
  phrases: `
    makes sense, just a, just one, near the, next to, right away, of course, go ahead, hold on, and a, and an, the
    corner of, the end of, a bit, a lot, no problem, not yet, me too, all right, put me, give me, tell me, call me,
    let me, for me, to me, with me, from me, transfer me, me a, at the, by the, from the, to the, with the, in the,
    all the`,
  courtesy: `
    yes yeah yep yup nope thanks thank please hello hi hey bye goodbye sorry alright great perfect excuse okay uh um
    hmm huh mister miss missus mr mrs ms sir cheers cool sure exactly absolutely perfectly certainly correct awesome`,
  numbers: `
    oh one two three four five seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen twelfth fifteenth fifth tenth`
} as const
