/**
 * French as it is spoken on the phone, Québec's included; folded (lower case, no accents), one space between words. A
 * word that is in the English lists too says nothing about the language.
 */
export const french = {
  /** Pronouns, auxiliaries and the like: hardly a sentence goes without one. */
  strong: `
    je tu il elle vous ils elles ca cela celui celle ceux celles ce cet cette ces ceci mon ma mes ton tes sa ses votre
    vos qui que quoi dont lequel laquelle lesquels quel quelle quels quelles quelqu quelque quelques chaque aucun
    aucune rien jamais pas ne ni donc parce puisque lorsque quand comment combien pourquoi vers depuis pendant apres
    avant derriere aussi alors encore deja bientot souvent tres peu beaucoup assez presque plutot surtout environ
    seulement juste voici voila est suis es sommes etes sont etais etait etaient etions etiez sera serai serais serait
    seront seriez ete etre soit ai avons avez ont avais avait avaient avions aviez aurai aura aurais aurait auriez
    auraient auront eu avoir ayant vais va vas allons allez vont aller allais allait irai ira irais fais fait faites
    font faire faisait ferai ferait peux peut pouvons pouvez peuvent pouvais pouvait pourrais pourrait pourriez
    pourrions pourra pourrez pouvoir veux veut voulons voulez veulent voulais voulait voudrais voudrait voudriez
    voudrions vouloir dois doit devons devez doivent devais devrait devrais devriez devoir faut faudrait faudra fallait
    sais sait savez savons savoir saurais aimerais aimerait aimerions aimeriez prefere preferais prefererais hier
    demain maintenant lorsqu puisqu jusqu quelquun jai jaimerais jvoudrais jveux jpeux jsuis jvais javais jetais cest
    cetait dun dune lai quil quon nai nest ya yen jusque afin malgre selon auquel desquels quant tel telle tels telles
    meme memes chacun chacune certains certaines ici puis ensuite enfin bref sinon autant ainsi pourtant cependant`,
  /** Articles and prepositions: small words that names and titles are full of as well. */
  /** Articles and such: names and titles are full of them. */
  articles: `
    le la les de du des au aux rue chemin`,
  weak: `
    un une en par sur dans y si plus moins se te pour`,
  /** What only Québec says. */
  quebec: `
    chu chus chui chuis pis faque fak bin pantoute icitte asteure astheure tantot ouin ouais tse tsais coudonc heille
    ayoye tabarnouche tabarouette tabarnak caline criss ostie esti mettons drette itou toutte frette magasiner
    magasinage magasine pogner pogne niaiser niaise niaisage niaiseux capote capoter jase jaser dispendieux barrer
    debarrer achaler achale chialer clavarder tanne tannee tannant quetaine garrocher sti chepas chais quosse kossa
    kesse dequoi cancelle canceller booke checke scraper tchecker parke stationner jva jvas mva cte astheur betot
    sapresti bonyenne correc correque mautadit maudit maudite`,
  /** Words that say much, a few at a time. */
  content: `
    attend coupe depanneur mitaines bobettes guichet soumission cossin cossins chicane piasse piasses cellulaire
    courriel vidanges calinours dejeuner cancellation blonde chum docteur docteure autobus rendez heure heures jour
    jours semaine semaines mois annee annees matin matinee midi soir soiree nuit minuit lundi mardi mercredi jeudi
    vendredi samedi dimanche janvier fevrier juin septembre octobre novembre decembre prochain prochaine dernier
    derniere passe passee ouvert ouverte ouverts ouvertes ouvre ouvrez ouvrir ouverture ferme fermee fermes fermez
    fermer fermeture horaire horaires dispo disponible disponibles disponibilite disponibilites cout coute coutent
    couter tarif tarifs gratuit gratuite paie payer paye payee paiement facture factures facturation argent compte
    comptes nuits fille mari parents voisin loyer proprietaire locataire fuite reparer repare brise brisee cassee panne
    marchent fonctionne fonctionnent voiture gauche droite adresse travail travaille travailler collegue cliente
    dossier dossiers demande demander demandez reponse repondre repond reponds repondez aide aider aidez besoin appelle
    appeler appelez appel appels rappelle rappeler rappelez rappel telephone numero numeros attendre attendez attends
    attente ecoute ecoutez entends entendre compris comprends comprendre comprenez repeter repetez repete parler parle
    parlez dire dit dites disait trouver trouve cherche chercher connais connaitre pense penser crois croire semble
    voir vu vois regarde regarder donner donne donnez donnee prendre prends prenez prenne pris mettre mis mettez
    laisser laisse laissez envoyer envoyez recu recevoir recois apporter amener venir viens vient venez venu arrive
    arriver arrivez partir parti sortir sorti rester reste rentre revenir revient retour retard tot tard vite lentement
    acheter achete vendre commander livraison livrer livrez livree livre livres colis annuler annule annulee annulation
    deplacer deplace confirmer confirme confirmez reserver changer changement modifier modifie ajouter enlever oublier
    oublie perdu perdue essayer essaie essaye commencer commence fini finie finir finit termine terminer continuer
    arreter arrete payez mal malade medicament medicaments ordonnance infirmiere douleur douleurs fievre grippe rhume
    toux enceinte examen analyse rendezvous mauvais mauvaise facile difficile pareil deuxieme troisieme prochains faux
    probleme problemes idee raison temps exemple nom prenom mot mots anniversaire nee conge conges vacances ferie
    permis conduire passeport citoyen droits plainte contrat signer signe rembourser remboursement rembourse virement
    cheque cheques mensuel quotidien annuel personne personnes laveuse secheuse frigo cuisiniere lavabo evier tuyau
    peindre nettoyer pointure etudiant etudiante cours inscription inscrire inscrit inscrite formulaire renseignement
    renseignements renseigner savais gerant gerante directeur directrice responsable recevez desole desolee inquiet
    inquiete content contente fatigue fatiguee pressee tranquille prete occupe occupee utile merde amuse desormais
    pareille demenage demenager demenagement habite habiter habitons viendrai viendra viendrait prendrais prendrai
    passerai passer appelais appelait transferer transferez transfere transfert joindre rejoindre contacter communiquer
    discuter verifier verifie verifiez corriger soumettre envoie ramasser chercherai recherchons necessaire obligatoire
    obligee oblige motdepasse erreur clavier imprimante branche brancher debrancher appareil piles pile telecommande
    succursale abonnement importance serrure vaccin vaccins cuire cuit cuite livreur livreuse serveur serveuse blesse
    blessee blesser blessure tombe tombee tomber enfle saigne vomit vomir respire respirer dormir dort dors leve lever
    coucher laver sechoir drap draps serviette tondre circulation remorqueuse depanneuse clignotant immatriculation
    demarre demarrer conducteur chauffeur voler vole volee voleur blesses testament succession vendeuse acheteur agente
    louer loue louee voisine prise fil disjoncteur essai catalogue grandeur largeur longueur hauteur poids usage usagee
    rabais solde soldes echange echanger retourner rendre emballage etagere caissiere benevole matiere devoirs bulletin
    inscriptions professeurs enseignant enseignante diplome stagiaire embauche embaucher salaire retraitee chomage
    travailleur travailleuse ouvrier ouvriere bruit odeur poubelle ordures dechets neigeux pleut verglas gel degel
    froids chaleur mouille humide vide ouvertement lourd lourde etroit drole triste fache fachee malheureusement
    heureusement vraiment rapidement facilement simplement directement probablement normalement absent absente avaler
    avale mord mordu souhaite souhaiter souhaitons resilier desabonner inscris inscrivez tiens tenir tient gardez
    garder montrer montre montrez expliquer explique expliquez apprendre appris lire lis lu ecrire ecris ecrit ecrite
    compter jouer gagner perdre perds choisir choisi choisis decider penses croyez sentir sens tenu tirer pousser
    couper casser tourner monter descendre descends descendu entrer courir vivre vivais mourir aimez aiment adore
    deteste espere esperer remercie remercier felicitations grossesse accouchement accouchements suivi suivre suit
    coincee coince raccroche raccrocher decroche bloque bloquee debloquer refusee accepte acceptez accepter valide
    invalide expire expiree renouveler renouvelle renouvellement prolonger quitter quitte quittez rejoins pleure
    pleurer crie crier convenu arret cesse conjoint conjointe grandmere frais elevee elevees bancaire retrait retraits
    fiscal fiscale quittance regler reglement reglements reclamation reclamations reclamer sinistre assuree couvre
    couverte degat degats infiltration moisissure rongeurs punaises exterminateur coquerelles reservez complet complete
    addition pourboire vegetarien allergie arachides lactose vegane emporter apporte livrons`,
  names: `
    moe toe diner souper booker checker caller parker ski char envoye crisse fds jasette tuque caisse mars avril mai
    juillet aout courant hiver printemps automne prix carte cartes chambre chambres lit chien enfant enfants fils
    filles femme mere pere frere soeur bebe garcon homme gens monde ami amie famille maison appartement logement
    immeuble cuisine salle bain toit toiture eau chauffage chaud chaude froid froide electricite plombier plomberie
    electricien reparation marche camion pneu pneus essence garagiste route ville pays quartier coin pres loin etage
    porte bureau bureaux ecole emploi poste entreprise compagnie societe magasin boutique ligne partie vente ventes
    commande medecin medecins sante dentiste dent dents dentaire tete ventre dos gorge jambe bras yeux oeil oreille
    sang assurance assurances soins traitement clinique hopital pharmacie pharmacien bon bonne bons bonnes bien mieux
    grand grande petit petite gros grosse nouveau nouvelle nouveaux vieux vieille jeune beau belle seul seule rapide
    lent cher chere premier premiere vrai choses truc affaire affaires fois debut suite milieu lettre lettres courrier
    pain viande repas manger mange boire biere vin poulet poisson fromage legumes fruits sucre sel lait oeufs cheveux
    coiffure coiffeuse coiffeur ongles soin noce mariage naissance mort fete voyage avion gare vol billet billets
    avocat notaire comptable impots impot loi droit garantie banque pret hypotheque stationnement entree sortie dame
    jardin piscine neige deneigement pelouse arbre meuble meubles lumiere toilette douche peinture menage nettoyage
    lavage couleur rouge bleu bleue vert verte noir noire blanc blanche jaune taille chaussures vetements robe pantalon
    manteau cadeau cadeaux jouet etudes professeur garderie comptabilite accueil plaisir presse libre chance courage
    demeure recherche chaine niveau ordinateur logiciel reseau ecran tele cle cles lunettes verre assiette beigne
    beignes gateau gateaux pomme pommes patates fromages jus glace sauce epice plat plats genou cheville poignet coude
    epaule cou pied pieds doigt doigts coeur poumon foie peau nez bouche levre joue sommeil habiller lave savon robinet
    fenetre fenetres vitre vitres mur murs plancher plafond escalier cave grenier cour cloture gazon terrain chalet
    foret riviere montagne plage mer ile campagne rang trottoir feu lumieres remorquage huile frein freins moteur roue
    roues plaque vitesse velo bicyclette pieton siege coffre policier pompiers ambulance secours danger juge tribunal
    garde heritage heritier notaires vendeur courtier agence location bail matelas rideau rideaux tapis lampe ampoule
    outil outils marteau vis clou scie bois metal pierre brique ciment beton toits gouttiere fournaise thermopompe
    climatiseur chauffe compteur echantillon modele modeles marque marques boite boites sac sacs panier rayon eleve
    eleves maitre camp garderies ecoles stage syndicat retraite metier chantier usine fumee poussiere recyclage
    eclairage pluie soleil nuage orage tempete sec propre plein pleine leger legere haut haute bas basse longue courte
    profond dur dure mou molle doux douce fort forte faible riche pauvre heureux heureuse present presente animaux
    chiens chats oiseau cheval poil patte vache veterinaire gagne pousse casse tourne monte aime oncle tante cousin
    cousine neveu jumeaux garcons messieurs mesdames places siecle depot depots interets hypothecaire assure couverture
    couvert souris fourmis terrasse banquet traiteur buffet serveurs noix`,
  links: `
    ben scrape calisse nous notre nos leur leurs moi toi lui eux ou plusieurs tout toute tous toutes et mais comme chez
    avec sans sous entre devant toujours trop contre parmi autre autres tant`,
  /** Several words that together are speech, whatever each is alone; with commas between them. */
  phrases: `
    tout de suite, a cote, au fond, en face, on a un, on se, on y, on en, on n, on l, dans le, dans la, dans les, sur
    le, sur la, par le, par la, par mois, pour cent, proche de, proche du, pres de, pres du, toute la, tout le, tous
    les, toutes les, avec le, avec la, avec les, pour le, pour la, en bas, en haut, en arriere, fin de journee, date
    de, on a une, y a, au nom de, pour moi, chez moi, avec moi, ca va, tant mieux, tant pis, bien sur, un instant, une
    seconde, de rien, le plus tot`,
  /** Said by anyone, in either language: they lean, but only beside other words. */
  courtesy: `
    oui non merci bonjour bonsoir salut allo plait svp stp revoir bienvenue daccord accord parfait excusez pardon
    madame monsieur mademoiselle mme euh hein heu bah journee exactement absolument effectivement evidemment
    certainement super`,
  numbers: `
    zero deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante
    cinquante soixante cents mille demi demie tiers pourcent`
} as const
