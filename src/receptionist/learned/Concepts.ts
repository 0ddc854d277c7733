/**
 * Words of both languages that mean nearly the same to the readers, folded; a star stands for any ending. What is learned of
 * one is learned of all. A word belongs to the first that has it.
 */
const concepts = {
  rec: `
    record* rec enregistr* tap taped taping wiretap* bugged bugging magneto* dictaphone dictating`,
  tape: `
    tape tapes cassette* bande bandes ruban rubans audio trace traces file fichier servers serveur* disk disque
    memory memoire`,
  device: `
    machine machines robot* computer* ordinateur* device thing things gadget* contraption* bidule* patente* bebelle*
    truc affaire appareil systeme system micro microphone mic mike line ligne logiciel software button bouton`,
  voice: `
    voice voix words paroles propos`,
  call: `
    call calls appel appels conversation* chat discussion* echange jasette talk phone telephone`,
  keep: `
    keep keeps keeping kept gard* conserv* sav* stor* stock* retain* archiv* hold holding sauvegard* rest* stay*
    remain* hang`,
  delete: `
    delet* eras* destroy* wip* remov* effac* detrui* supprim* enlev* retir* trash* discard* scrap* scratch* jet* otez
    oter otiez purge* expunge* strike`,
  stop: `
    stop* quit* ceas* halt* end ends ending kill* cut cuts cutting paus* arret* coup* cess* ferm* etei* stopp*
    debranch* unplug* disabl* desactiv* shut* off interromp* fini* lach* drop* lose ditch* mut* turn* switch* axe nix`,
  continue: `
    continu* carry proceed* resum* restart* poursui* procede* repart* redemarr* repren* remett* rallum* ahead go goes
    going on onward`,
  yes: `
    yes yeah yep yup yea ya oui ouais ouaip ouin oue sure surely certain* absolument absolutely definitely bien
    evidemment indeed aye affirmati* tiguidou volontiers gladly roger righto assurement si`,
  ok: `
    ok okay okey kay fine alright good great cool correct* parfait* perfect* beau bon bonne super nickel impeccable
    excellent* right lovely wonderful chill`,
  no: `
    no nope nah naw non nan nenni nay nein niet negatif negative nonon naon`,
  neg: `
    not pas never jamais aucun* nullement nor ni sans without neither none rien nothing zero plus pus nobody personne
    point pantoute guere cannot`,
  refuse: `
    refus* declin* reject* object* oppos* rather abstain* absten* abstien* veto pass passe passer skip* skipp* opt
    opting withhold* withdraw* revoq* revok* resist* forbid* interdi* prohib* contre against disagree* desaccord deny
    denied`,
  agree: `
    agree* accept* consent* autoris* authori* allow* permet* permi* approuv* approv* grant* accord* daccord
    permission* blessing feu vert green okayed autorisation`,
  want: `
    want wants wanted veux veut voulez voulais voudrais voudrait wish* souhait* like likes aimerais aimerait
    aimerions prefer* envie tente desire* love fancy care keen tiens demande* ask asking asked exig* insist* need
    needs besoin faut faudrait require*`,
  like: `
    aime aimes adore enjoy* appreci* pleas* content* happy heureu* glad delighted ravi*`,
  dislike: `
    hate* hai hais deteste* dislike* stand resent* ecoeur* tann* sick tired fed annoy* achal* enerve* agac* gosse*
    embet* tannant`,
  bother: `
    mind bother* derang* gen* stress* nerv* worr* inquiet* uneasy uncomfortable inconfortable mal malaise creep*
    weird bizarre scare* afraid peur crain* upset* chicot* intimid* shy timid* trouble* problem* issue* probleme*
    souci* wary mefi* trust confian* comfortable confortable aise ease`,
  private: `
    priv* confiden* personal personnel* personnelle* secret* sensitive delicat* intime* intimes discre* discretion
    between entre anonym* legal* lawyer* avocat* medical* business privacy`,
  hide: `
    hide cacher cache secrets`,
  question: `
    why what who how when where which whether pourquoi quoi qui comment quand ou quel* combien estce`,
  modal: `
    can could would will may might should shall must peux peut pouvez pourriez pourrais pourrait puis devez dois
    devrait devriez capable possible`,
  i: `
    i me my mine myself je j moi mon ma mes m us we our nous notre nos`,
  you: `
    you your yours vous votre vos tu te t toi ton ta tes guys`,
  this: `
    this that it these those ca cela ceci cet cette ce c le la l`,
  always: `
    always toujours ever again encore`,
  if: `
    if unless condition provided long tant sauf except only seulement juste`,
  because: `
    because cause since so parce car puisque donc vu`,
  but: `
    but however mais though although cependant pourtant actually finally finalement fait instead changed change
    chang* idee second reflection`,
  wait: `
    wait attend* minute second* seconde moment instant`,
  hear: `
    hear* heard listen* ecout* entend* entendu overhear*`,
  understand: `
    understand* understood compren* compri* catch caught saisi* follow* suis get got`,
  know: `
    know* knew sais sait savez savoir saviez idea aware wonder* demandais`,
  say: `
    say* said tell* told dis dit dites dire disais repeat* repet* mention* announc* annonc* message* speak* spoke*
    parl* talk*`,
  please: `
    please svp stp plait merci thanks thank kindly`,
  sorry: `
    sorry desole* excus* pardon* apolog*`,
  leave: `
    leave leaves leaving laiss* forget* oubli*`,
  hangup: `
    hanging raccroch* goodbye bye quitt* pars appellerai rappell* rappel* elsewhere ailleurs`,
  copy: `
    copy copie* copies transcript*`,
  before: `
    before avant last derniere yesterday hier earlier tantot already deja previous*`,
  later: `
    later after afterwards apres tard tomorrow demain`,
  medicalrec: `
    criminal casier vinyl driving school player recordbreaking judiciaire`,
  appoint: `
    appointment* rendez rendezvous book* reserv* cancel* annul* schedul* bill* factur* account* compte* pay* paie*
    order* command* doctor* docteur* dentist* prescription* char auto leak* fuite* delivery livraison* price* prix
    hours heures open ouvert*`,
  quality: `
    quality qualite training formation`,
  mandatory: `
    mandatory obligatoire* oblig* required requis compulsory have necessar* necessaire*`,
  help: `
    help* aid* useful utile* service`,
  free: `
    free libre guise wish wishes feel`,
  give: `
    give* gave giv* donn*`,
  langthing: `
    form* letter* lettre* website site menu* livre* class* cours lesson* lecon* ecole* course* exam* test* version*
    document* report* rapport* invoice* facture* film* movie* show* subtitle* teacher* prof* homework devoir*
    translat* tradui* traduc* street rue road accent* food`,
  they: `
    he she they him her his hers their il elle ils elles lui leur leurs son sa ses mother mere father pere wife femme
    husband mari daughter fille fils gars boss patron* neighbo* voisin* friend* ami amie client* tenant* locataire*
    grandma grand* sister soeur brother frere patient* technician technicien* colleague collegue* somebody someone
    quelqu anyone anybody`,
  serve: `
    serve* servi* answer* repond* transfer* passez connect* option* press* pese* appuy* touche`,
  learn: `
    learn* apprend* apprin* stud* etudi* teach* enseign* improv* amelior* practi* pratiqu*`,
  better: `
    better easier mieux facile* simpler best`,
  poor: `
    bad mauvais* poor rusty rouill* weak faible* terrible* limited limite* difficult* dur hard hell misere perdu*
    lost slow lent* broken awful pourri* fort`,
  little: `
    little bit peu few quelques mots some un`,
  both: `
    both deux either two`,
  speak: `
    express*`
}

const whole = new Map<string, string>()
const beginnings = new Map<string, string>()
for (const [concept, words] of Object.entries(concepts)) {
  for (const word of words.trim().split(/\s+/)) {
    const [known, key] = word.endsWith("*") ? [beginnings, word.slice(0, -1)] : [whole, word]
    if (!known.has(key)) known.set(key, `=${concept}`)
  }
}
const longest = Math.max(...[...beginnings.keys()].map(({ length }) => length))

/** What a folded word means: `=refuse`; undefined where no list has it. */
export const conceptOf = (word: string): string | undefined => {
  const known = whole.get(word)
  if (known !== undefined) return known
  for (let length = Math.min(word.length, longest); length > 1; length--) {
    const found = beginnings.get(word.slice(0, length))
    if (found !== undefined) return found
  }
  return undefined
}
