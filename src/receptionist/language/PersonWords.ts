/** Words for those who speak, folded. */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** The caller, and those with them. */
export const first = set(`
  i i'm im i'd id i'll i've ive we we're we'd we'll we've let's lets je j nous on jveux jaimerais jsuis jvoudrais jpeux
  chu chus chui chuis jparle jprefere
`)

/** The one who answers. */
export const second = set(`
  you you're you'd you'll you've y'all vous tu t
`)

/** Anybody who serves: `somebody who speaks English`. */
export const generic = set(`
  someone somebody anyone anybody nobody quelqu quelqu'un quelquun person personne people gens agent agents agente rep
  reps representative representatives operator conseiller conseillere prepose preposee monde staff human humain
  telephoniste representant representante
`)

/** Somebody else; the plural is meant, too. */
export const third = set(`
  he'd she'd they'd he she they he's she's they're he'll she'll his her their ils elles him husband wife mother father
  mom mum dad daughter son sister brother friend grandmother grandfather grandma grandpa uncle aunt cousin boyfriend
  girlfriend partner spouse fiance kid child children boss colleague coworker neighbor neighbour tenant landlord
  roommate client customer patient guy man woman lady girl boy doctor dr dre docteure dentist hygienist mayor priest pastor principal coach officer judge nurse technician plumber driver
  teacher guide lawyer notary accountant instructor trainer therapist vet manager supervisor receptionist secretary
  cleaner student caller parents inlaws everyone everybody company family cat dog mere pere maman papa belle beau femme
  mari fille fils fiston ami amie soeur frere voisin voisine chum blonde conjoint conjointe enfant collegue grandmere
  grandpere tante oncle cousine patron patronne locataire proprietaire coloc cliente monsieur madame dame gars homme
  garcon docteur medecin dentiste hygieniste infirmiere infirmier technicien technicienne plombier livreur chauffeur
  avocat notaire comptable moniteur monitrice instructeur therapeute veterinaire gerant gerante superviseur
  receptionniste secretaire employe employee maire cure directeur directrice prof juge policier policiere coach eleves etudiants chien chat famille compagnie
`)

/** Beside these `il` is nobody: `est-il possible`, `il faut`, `s'il vous plaît`. */
export const impersonal = set(`
  est s faut y serait peut semble pourrait
`)

/** What begins the name of somebody, or of a thing. */
export const determiner = set(`
  a an the this these those my your his her our their le la l les un une des du ce cet cette ces mon ma mes ton ta tes
  son sa ses notre nos votre vos leur leurs
`)
/** Of those, what makes it somebody else's; and what makes anybody somebody. */
export const theirs = set("his her their sa son leur leurs")
export const whose = set("the my our his her their le la mon ma mes notre nos son sa ses")
/** What stands after these is not who speaks: `on the phone`. */
export const prepositions = set("on at in of to with from for by sur de d avec a au dans pour chez du")
/** Before these `you` is who speaks, and not whom somebody follows or tells. */
export const beforeYou = set(`
  can could may might will would do does did don't can't couldn't won't wouldn't are were aren't weren't isn't have
  should shall if that whether so and but or because when what where how why think hope know thought believe hoping
  wish guess suppose said say sure see understand as than since while until once unless who which mean swear happen
  told hear
`)
