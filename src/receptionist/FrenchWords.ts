/**
 * French as it is spoken on the phone, Québec's included; folded (lower case, no accents), one space between words. A
 * word that is in the English lists too says nothing about the language.
 */
export const french = {
  /** Pronouns, auxiliaries and the like: hardly a sentence goes without one. */
  strong: `
    je tu il elle nous vous ils elles ca cela celui celle ceux celles ce cet cette ces ceci mon ma mes ton tes sa ses
    notre nos votre vos leur leurs moi toi lui eux qui que quoi dont ou lequel laquelle lesquels quel quelle quels
    quelles quelqu quelque quelques chaque aucun aucune plusieurs tout toute tous toutes rien jamais pas ne ni et mais
    donc parce puisque lorsque quand comme comment combien pourquoi chez avec sans sous vers entre depuis pendant apres
    avant devant derriere aussi alors encore deja toujours bientot souvent tres trop peu beaucoup assez presque plutot
    surtout environ seulement juste voici voila est suis es sommes etes sont etais etait etaient etions etiez sera
    serai serais serait seront seriez ete etre soit ai avons avez ont avais avait avaient avions aviez aurai aura
    aurais aurait auriez auraient auront eu avoir ayant vais va vas allons allez vont aller allais allait irai ira
    irais fais fait faites font faire faisait ferai ferait peux peut pouvons pouvez peuvent pouvais pouvait pourrais
    pourrait pourriez pourrions pourra pourrez pouvoir veux veut voulons voulez veulent voulais voulait voudrais
    voudrait voudriez voudrions vouloir dois doit devons devez doivent devais devrait devrais devriez devoir faut
    faudrait faudra fallait sais sait savez savons savoir saurais aimerais aimerait aimerions aimeriez prefere
    preferais prefererais hier demain maintenant lorsqu puisqu jusqu quelquun jai jaimerais jvoudrais jveux jpeux jsuis
    jvais javais jetais cest cetait dun dune lai quil quon nai nest ya yen jusque afin malgre selon contre parmi auquel
    desquels quant tel telle tels telles meme memes autre autres chacun chacune certains certaines ici puis ensuite
    enfin bref sinon tant autant ainsi pourtant cependant`,
  /** Articles and prepositions: small words that names and titles are full of as well. */
  /** Articles and such: names and titles are full of them. */
  articles: `
    le la les de du des au aux rue chemin`,
  weak: `
    un une en par sur dans y si plus moins se te pour`,
  /** What only Québec says. */
  quebec: `
    chu chus chui chuis pis faque fak ben bin pantoute icitte moe toe asteure astheure tantot ouin ouais tse tsais
    coudonc heille ayoye tabarnouche tabarouette tabarnak calisse caline criss ostie esti envoye mettons drette itou
    toutte frette char chum blonde magasiner magasinage magasine pogner pogne niaiser niaise niaisage niaiseux capote
    capoter jase jaser jasette dispendieux barrer debarrer achaler achale chialer souper diner dejeuner cellulaire
    courriel clavarder fds depanneur tuque mitaines vidanges tanne tannee tannant quetaine garrocher bobettes guichet
    caisse soumission calinours sti chepas chais quosse kossa kesse dequoi cossin cossins crisse chicane piasse piasses
    cancelle canceller cancellation booke booker checke checker caller scrape scraper tchecker parke parker stationner
    jva jvas mva cte astheur betot ski sapresti bonyenne correc correque mautadit maudit maudite`,
  /** Words that say much, a few at a time. */
  content: `
    rendez heure heures jour jours semaine semaines mois annee annees matin matinee midi soir soiree nuit minuit lundi
    mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre
    novembre decembre prochain prochaine dernier derniere passe passee courant hiver printemps automne ouvert ouverte
    ouverts ouvertes ouvre ouvrez ouvrir ouverture ferme fermee fermes fermez fermer fermeture horaire horaires dispo
    disponible disponibles disponibilite disponibilites prix cout coute coutent couter tarif tarifs gratuit gratuite
    paie payer paye payee paiement facture factures facturation argent compte comptes carte cartes chambre chambres
    nuits lit chien enfant enfants fils fille filles femme mari mere pere parents frere soeur bebe garcon homme gens
    monde ami amie voisin famille maison appartement logement immeuble loyer proprietaire locataire cuisine salle bain
    toit toiture eau fuite chauffage chaud chaude froid froide electricite plombier plomberie electricien reparation
    reparer repare brise brisee cassee panne marche marchent fonctionne fonctionnent voiture camion pneu pneus essence
    garagiste route ville pays quartier coin pres loin gauche droite etage porte bureau bureaux adresse ecole
    travail travaille travailler emploi poste collegue entreprise compagnie societe magasin boutique cliente dossier
    dossiers demande demander demandez reponse repondre repond reponds repondez aide aider aidez besoin appelle appeler
    appelez appel appels rappelle rappeler rappelez rappel telephone numero numeros ligne attendre attendez attends
    attente ecoute ecoutez entends entendre compris comprends comprendre comprenez repeter repetez repete parler parle
    parlez dire dit dites disait trouver trouve cherche chercher connais connaitre pense penser crois croire semble
    voir vu vois regarde regarder donner donne donnez donnee prendre prends prenez prenne pris mettre mis mettez
    laisser laisse laissez envoyer envoyez recu recevoir recois apporter amener venir viens vient venez venu arrive
    arriver arrivez partir parti partie sortir sorti rester reste rentre revenir revient retour retard tot tard vite
    lentement acheter achete vendre vente ventes commander commande livraison livrer livrez livree livre livres colis
    annuler annule annulee annulation deplacer deplace confirmer confirme confirmez reserver changer changement
    modifier modifie ajouter enlever oublier oublie perdu perdue essayer essaie essaye commencer commence fini finie
    finir finit termine terminer continuer arreter arrete payez mal malade medecin medecins medicament medicaments
    ordonnance infirmiere sante dentiste dent dents dentaire douleur douleurs fievre tete ventre dos gorge jambe bras
    yeux oeil oreille sang grippe rhume toux enceinte examen analyse assurance assurances soins traitement rendezvous
    clinique hopital pharmacie pharmacien bon bonne bons bonnes bien mieux mauvais mauvaise grand grande petit petite
    gros grosse nouveau nouvelle nouveaux vieux vieille jeune beau belle seul seule facile difficile pareil rapide lent
    cher chere premier premiere deuxieme troisieme prochains vrai faux choses truc probleme problemes affaire affaires
    idee raison fois temps debut suite milieu exemple nom prenom mot mots lettre lettres courrier pain viande repas
    manger mange boire biere vin poulet poisson fromage legumes fruits sucre sel lait oeufs cheveux coupe coiffure
    coiffeuse coiffeur ongles soin noce mariage anniversaire naissance nee mort conge conges vacances fete ferie voyage
    avion gare vol billet billets avocat notaire comptable impots impot permis conduire passeport citoyen loi droit
    droits plainte contrat signer signe garantie rembourser remboursement rembourse virement cheque cheques banque pret
    hypotheque mensuel quotidien annuel stationnement entree sortie personne personnes dame jardin piscine neige
    deneigement pelouse arbre meuble meubles laveuse secheuse frigo cuisiniere lumiere toilette lavabo douche evier
    tuyau peinture peindre menage nettoyer nettoyage lavage couleur rouge bleu bleue vert verte noir noire blanc
    blanche jaune taille pointure chaussures vetements robe pantalon manteau cadeau cadeaux jouet etudiant etudiante
    etudes professeur cours inscription inscrire inscrit inscrite formulaire garderie renseignement renseignements
    renseigner savais gerant gerante directeur directrice responsable comptabilite accueil recevez plaisir desole
    desolee inquiet inquiete content contente fatigue fatiguee presse pressee tranquille prete occupe occupee libre
    utile merde chance amuse courage desormais pareille demeure demenage demenager demenagement habite habiter habitons
    viendrai viendra viendrait prendrais prendrai passerai passer appelais appelait transferer transferez transfere
    transfert joindre rejoindre contacter communiquer discuter verifier verifie verifiez corriger soumettre envoie
    ramasser chercherai recherche recherchons necessaire obligatoire obligee oblige chaine niveau motdepasse erreur
    ordinateur logiciel reseau ecran clavier imprimante branche brancher debrancher appareil piles pile telecommande
    tele docteur docteure succursale abonnement autobus importance serrure cle cles lunettes vaccin vaccins verre
    assiette beigne beignes gateau gateaux pomme pommes patates fromages jus glace sauce epice plat plats cuire cuit
    cuite livreur livreuse serveur serveuse genou cheville poignet coude epaule cou pied pieds doigt doigts coeur
    poumon foie peau nez bouche levre joue blesse blessee blesser blessure tombe tombee tomber enfle saigne vomit vomir
    respire respirer dormir dort dors sommeil leve lever coucher habiller laver lave sechoir drap draps serviette savon
    robinet fenetre fenetres vitre vitres mur murs plancher plafond escalier cave grenier cour cloture gazon tondre
    terrain chalet foret riviere montagne plage mer ile campagne rang trottoir feu lumieres circulation
    remorquage remorqueuse depanneuse huile frein freins moteur roue roues clignotant plaque immatriculation vitesse
    demarre demarrer conducteur chauffeur velo bicyclette pieton siege coffre voler vole volee voleur policier pompiers
    ambulance secours danger blesses juge tribunal garde testament heritage heritier succession notaires vendeur
    vendeuse acheteur courtier agente agence location louer loue louee bail voisine matelas rideau rideaux tapis lampe
    ampoule prise fil outil outils marteau vis clou scie bois metal pierre brique ciment beton toits gouttiere
    fournaise thermopompe climatiseur chauffe compteur disjoncteur essai echantillon catalogue modele modeles marque
    marques grandeur largeur longueur hauteur poids usage usagee rabais solde soldes echange echanger retourner rendre
    emballage boite boites sac sacs panier etagere rayon caissiere benevole eleve eleves maitre matiere devoirs
    bulletin inscriptions camp garderies ecoles professeurs enseignant enseignante diplome stage stagiaire embauche
    embaucher salaire syndicat retraite retraitee chomage travailleur travailleuse ouvrier ouvriere metier chantier
    usine bruit odeur fumee poussiere poubelle ordures dechets recyclage eclairage neigeux pluie pleut soleil nuage
    orage tempete verglas gel degel froids chaleur sec mouille humide propre vide plein pleine ouvertement lourd lourde
    leger legere haut haute bas basse longue courte etroit profond dur dure mou molle doux douce fort forte faible
    riche pauvre drole triste fache fachee heureux heureuse malheureusement heureusement vraiment rapidement facilement
    simplement directement probablement normalement absent absente present presente animaux chiens chats oiseau cheval
    poil patte vache veterinaire avaler avale mord mordu souhaite souhaiter souhaitons resilier desabonner inscris
    inscrivez tiens tenir tient gardez garder montrer montre montrez expliquer explique expliquez apprendre appris lire
    lis lu ecrire ecris ecrit ecrite compter jouer gagner gagne perdre perds choisir choisi choisis decider penses
    croyez sentir sens tenu tirer pousser pousse couper casser casse tourner tourne monter monte descendre descends
    descendu entrer courir vivre vivais mourir aime aimez aiment adore deteste espere esperer remercie remercier
    felicitations grossesse accouchement accouchements suivi suivre suit coincee coince raccroche raccrocher decroche
    bloque bloquee debloquer refusee accepte acceptez accepter valide invalide expire expiree renouveler renouvelle
    renouvellement prolonger quitter quitte quittez rejoins pleure pleurer crie crier convenu arret cesse conjoint
    conjointe grandmere oncle tante cousin cousine neveu jumeaux garcons messieurs mesdames places siecle frais elevee
    elevees bancaire depot depots retrait retraits interets hypothecaire fiscal fiscale quittance regler reglement
    reglements reclamation reclamations reclamer sinistre assure assuree couverture couvre couvert couverte degat
    degats infiltration moisissure rongeurs souris fourmis punaises exterminateur coquerelles reservez complet complete
    terrasse banquet traiteur buffet serveurs addition pourboire vegetarien allergie noix arachides lactose vegane
    emporter apporte livrons`,
  /** Said by anyone, in either language: they lean, but only beside other words. */
  courtesy: `
    oui non merci bonjour bonsoir salut allo plait svp stp revoir bienvenue daccord accord parfait excusez pardon
    madame monsieur mademoiselle mme euh hein heu bah journee exactement absolument effectivement evidemment
    certainement super`,
  numbers: `
    zero deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante
    cinquante soixante cents mille demi demie tiers pourcent`
} as const
