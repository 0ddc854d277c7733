/**
 * Function words, and what callers say first, of languages that are heard on the phone in Canada beside French and English;
 * folded, as in `FrenchWords.ts`, in Latin letters as a recognizer writes them. Words that French or English has as well
 * belong here too: beside others of the language they are not French or English.
 */
export const thirdLanguages: Readonly<Record<string, string>> = {
  spanish: `
    el los las lo al del un una unos unas y o que en de la le les se me te nos mi mis tu tus su sus yo usted ustedes
    ella ellos ellas nosotros esto eso este esta estos estas ese esa es soy eres somos son era fue ser estar estoy
    estamos estan estaba tengo tienes tiene tenemos tienen tener hay habia he ha han hace hacer hago quiero quieres
    quiere queremos quisiera querria puedo puedes puede pueden podria necesito necesita necesitamos voy va vamos van ir
    vengo llamo llama llamar llamando hablo habla hablan hablar hable entiendo entiende entender comprendo comprende
    sabe saber busco buscando espero gustaria para por con sin sobre desde hasta entre pero porque pues cuando donde
    como cual cuanto cuantos cuanta quien si no muy mas menos mucho muchos mucha poco todo todos algo alguien nada
    nunca siempre tambien ahora hoy manana ayer luego despues antes aqui alli ya otra otro vez hola buenos buenas dias
    tardes noches gracias favor perdon disculpe siento adios senor senora doctor cita hora horas dia semana mes hijo
    hija esposo esposa mama papa lunes martes miercoles jueves viernes sabado domingo uno dos tres cuatro cinco seis
    siete ocho nueve diez ingles espanol pregunta ayuda ayudar ayude abren cierran abierto claro bien bueno buena
    amable momento numero telefono nombre direccion cuesta trabajo medico enfermo enferma`,
  portuguese: `
    o os a as um uma uns umas e que em de do da dos das no na nos nas ao aos pelo pela se me te meu minha meus minhas
    seu sua seus suas eu ele ela eles elas voce voces gente isso isto esse essa este esta sou somos sao era foi ser
    estar estou estamos estao estava tenho tem temos ter ha fazer faco quero quer queremos queria gostaria posso pode
    podem poderia podia preciso precisa precisamos vou vai vamos vao ir venho chamo chama ligar ligando liguei falo
    fala falam falar entendo entende entendi entender sabe sei procuro para por com sem sobre ate mas porque quando
    onde como qual quanto quantos quem sim nao muito muita mais menos pouco tudo todos algum alguem nada nunca sempre
    tambem agora hoje amanha ontem depois antes aqui ali ja outro outra vez ola bom boa dia tarde noite obrigado
    obrigada favor desculpe tchau logo senhor senhora doutor doutora consulta marcar hora horas semana mes filho filha
    marido esposa mae pai segunda terca quarta quinta sexta sabado domingo dois tres quatro cinco seis sete oito nove
    dez ingles portugues frances pergunta ajuda ajudar abre fecha aberto bem claro custa doente medico fica repetir
    numero telefone nome endereco possivel`,
  creole: `
    mwen m ou li nou yo w y l n se te ap pral ta ka pa gen genyen nan pou ak avek ki sa kisa kijan kouman kote konbyen
    kilè kile poukisa lè le eske tanpri souple mesi anpil bonjou bonswa wi non men si paske oswa epi tou ankò anko
    toujou jodi demen ye maten aswe midi semen jou lòt lot yon youn de twa kat senk sis set uit nèf nef dis pale
    konprann bezwen vle renmen kapab bay ban ba fè fe di ale vini we tande rele chèche cheche konnen konn travay ede
    lopital dokte randevou pitit madanm mari manman papa malad doulè fre kay moun bagay kreyol angle franse mesye
    madmwazel nimewo telefon adres koute louvri fèmen femen apremidi lendi madi mèkredi mekredi jedi vandredi samdi
    dimanch fi gason kounye a la an orevwa padon dako`,
  italian: `
    il lo la i gli le un uno una di da del della dello dei degli delle dal dalla al alla allo ai nel nella sul sulla
    con per tra fra e o ma che chi cui non mi ti ci vi si io tu lui lei noi voi loro mio mia miei tuo tua suo sua
    nostro questo questa quello quella sono sei siamo siete era essere ho hai ha abbiamo avete hanno avere faccio fare
    fa vorrei voglio vuole vogliamo posso puo possiamo potrei potrebbe devo deve bisogno vado va andare vengo chiamo
    chiama chiamare chiamando parlo parla parlano parlare capisco capisce capire so sa cerco perche quando dove come
    quale quanto quanti anche molto poco piu meno tutto tutti qualcuno niente mai sempre adesso ora oggi domani ieri
    dopo prima qui gia altro altra volta ciao buongiorno buonasera salve grazie prego scusi scusa arrivederci signore
    signora dottore dottoressa appuntamento prenotare visita settimana figlio figlia marito moglie mamma lunedi martedi
    mercoledi giovedi venerdi sabato domenica due tre quattro cinque sette otto nove dieci inglese italiano aiuto
    aiutare aperto chiuso bene certo costa malato mattina sera pomeriggio mille cancellare numero telefono nome
    indirizzo`,
  german: `
    der die das den dem des ein eine einen einem einer und oder aber ich du er sie es wir ihr mich mir dich dir uns
    ihnen mein meine meinen meiner dein ihre unser bin bist ist sind seid war waren habe hast hat haben hatte werde
    wird werden wurde mochte moechte will wollen kann kannst konnen koennen konnte muss mussen soll brauche brauchen
    geht gehe kommen mache machen heisse heiße rufe anrufen spreche sprechen spricht verstehe verstehen weiss wissen
    suche fur fuer mit ohne auf in im am an zu zum zur von vom bei nach uber aus um bis nicht kein keine ja nein was
    wer wo wann wie warum wieviel viel sehr auch noch nur schon immer nie jetzt heute morgen gestern hier da dann bitte
    danke hallo guten tag abend entschuldigung tschuss wiedersehen herr frau doktor arzt termin uhr stunde woche tage
    montag dienstag mittwoch donnerstag freitag samstag sonntag eins zwei drei vier funf sechs sieben acht neun zehn
    deutsch englisch hilfe helfen offen geschlossen kostet krank sohn tochter mann mutter vater nummer gut alles`,
  dutch: `
    de het een en of maar ik jij je u hij zij ze wij we jullie mij me mijn uw ons onze ben bent is zijn was waren heb
    hebt heeft hebben had wil willen kan kunnen moet moeten ga gaat gaan spreek spreekt spreken versta begrijp zoek bel
    voor met zonder op in aan te van bij naar over uit om tot niet geen ja nee wat wie waar wanneer hoe waarom veel ook
    nog alleen altijd nooit nu vandaag morgen gisteren hier dan graag alstublieft dank bedankt hallo goedemorgen
    goedemiddag goedendag sorry meneer mevrouw dokter afspraak maken uur week dag maandag dinsdag woensdag donderdag
    vrijdag nederlands engels help ziek`,
  arabic: `
    ana anta enta enti inta inti huwa hiya nahnu ehna howa heya hal ma la lam mish mush mesh mafi kayn kayen fi fih min
    men ila ala 3ala ma3a maa an wa aw bas lakin li lil bidi biddi baddi bghit bghina abgha urid ureed oreed uridu
    areed mumkin momken mawid maw3id moed rendezvous shukran choukran shokran afwan marhaba marhaban ahlan salam salaam
    assalam assalamu alaikum alaykum alaykoum aleikum labas wesh wach chno shnu shu shou kif kifach kayf kayfa ayna
    wayn win fin mata imta emta limadha leish lesh kam bikam chhal na3am naam aywa iyeh wakha tayyib inshallah insha
    allah alhamdulillah hamdulillah yalla habibi atakallam tatakallam nhder tahki bahki arabi arabiya inglizi fransi
    doctor tabib tbib mustashfa ibni ibnati zawji zawjati ummi abi lyoum alyawm bukra ghadan ghedda bzaf ktir fadlak
    fadlik afak smahli wallah walou fhemt asif khoya lalla sidi`,
  vietnamese: `
    xin chao toi muon dat lich hen ban co khong la cua cho voi va nhung o day hom nay ngay mai bao nhieu gi nao khi dau
    cam on vui long ong ba anh chi em con bac si benh vien gio gap noi tieng viet biet can duoc mot hai bon nam`,
  tagalog: `
    ang ng mga sa si ni kay ako ikaw siya kami tayo kayo sila ko mo niya namin natin ninyo nila akin iyo po opo hindi
    oo wala may mayroon meron gusto kailangan pwede puwede maaari ba na pa lang din rin naman kasi pero kung kapag saan
    ano sino kailan paano magkano bakit dito diyan ngayon bukas kahapon umaga hapon gabi magandang kumusta salamat paki
    pakiusap nagsasalita marunong tagalog doktor anak asawa nanay tatay tawag`,
  hindi: `
    main mein mai hum aap tum mujhe mainu hamein tujhe mera meri mere hamara aapka apka tera hai hain hoon hun tha thi
    ho hona chahiye chahida chahidi chahta chahti karna karni karo kar sakte sakta sakti raha rahi rahe ka ki ke ko se
    par ne da di de nu nahi nahin nai haan han ji kya kyun kab kahan kaun kaise kitna kitne kidhar aur ya lekin abhi
    aaj kal subah shaam bahut thoda namaste namaskar sat sri akal shukriya dhanyavad meherbani doctor beta beti pati
    patni angrezi hindi punjabi boli bolte bolo bol gal baat lai tusi tussi assi asi`,
  romanian: `
    eu tu el ea noi voi ei ele sunt esti este suntem sunteti am ai are avem aveti au vreau vrea as ati dori pot poate
    putem puteti trebuie nevoie vorbesc vorbiti vorbeste inteleg nu da si sau dar ca sa la de din pe cu fara pentru in
    un o unei unui imi mi va ne ma te se meu mea ce cine unde cand cum cat cati acum azi astazi maine ieri buna ziua
    seara dimineata multumesc rog scuzati domnule doamna doctor programare ora saptamana romana engleza franceza ajutor`,
  polish: `
    ja ty on ona my wy oni jestem jestes jest jestesmy sa byl bylo mam masz ma mamy macie chce chcialbym chcialabym
    chciec moge moze mozna potrzebuje musze mowie mowi rozumiem nie tak i lub ale ze do na w z za od po przy dla bez
    mnie mi sie moj moja pan pani co kto gdzie kiedy jak ile dlaczego teraz dzis dzisiaj jutro wczoraj dzien dobry
    czesc dziekuje prosze przepraszam wizyte wizyta umowic lekarz lekarza doktor godzina tydzien polsku angielsku syn
    corka`,
  russian: `
    ya ja ty on ona my vy oni menya mne nam vam tebya vas nas moy moya moi eto chto kto gde kogda kak skolko pochemu da
    net ne i ili no na v s k u ot do dlya po bez hochu khochu hotel hotela mogu mozhno mozhete nuzhno nuzhen nado
    govoryu govorite ponimayu znayu privet zdravstvuyte zdravstvuite dobryy dobry dobriy den utro vecher spasibo
    pozhaluysta pozhaluista izvinite zapisatsya zapis vrach vrachu vracha doktor segodnya zavtra seychas russki russkom
    angliyski syn doch`,
  turkish: `
    ben sen biz siz bir bu ve ile icin ama de da mi mu var yok degil evet hayir istiyorum isterim lazim randevu almak
    konusuyor musunuz konusmak anliyorum anlamiyorum merhaba gunaydin tesekkur ederim lutfen nasil ne zaman nerede kac
    bugun yarin simdi doktor turkce ingilizce`,
  greek: `
    ego esi emeis eseis to ta ti tou tis tin ton mou sou mas sas einai eimai ehei eho echo thelo theloume boro borei
    prepei milao milate katalaveno den nai ohi ochi kai alla gia me se apo pou pote pos poso kalimera kalispera yassas
    geia efharisto efcharisto parakalo signomi rantevou giatros giatro simera avrio ellinika agglika`,
  chinese: `
    ni hao wo nin women yao xiang shi bu mei you yuyue xiexie qing wen shenme shenma duoshao jintian mingtian yisheng
    zhongwen yingwen keyi neng ma ne duibuqi zaijian nei ngo hai mm goi sai yi saang`,
  hebrew: `
    ani ata at anachnu rotze rotza tzarich tzricha ken lo shalom toda bevakasha slicha efshar yesh ein mi ma eifo matai
    kama tor likbo'a likboa rofe ivrit anglit hayom machar boker tov erev shel et im ze`,
  farsi: `
    man shoma u ma mikham mikhaham mikhastam daram dari hast nist ast bale baleh na merci salam khoda hafez lotfan
    mamnoon motshakeram vaght doctor emrooz farda kojast chand koja che chetor farsi engelisi mitoonam mitavanam baraye
    ba az be ke`,
  ukrainian: `
    ya ty vin vona my vy meni nam vam tse shcho khto de koly yak skilky chomu tak ni ne i abo ale na u v z do dlya
    hochu khochu mozhna mozhu potribno treba hovoryu hovoryte rozumiyu dobryi den dobryy ranok vechir pryvit dyakuyu
    proshu vybachte zapysatysya likar likarya sohodni zavtra ukrayinsku anhliysku`
}
