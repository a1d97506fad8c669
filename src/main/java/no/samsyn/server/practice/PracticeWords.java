package no.samsyn.server.practice;

import java.util.List;

/** The words that the practice organisation is made of. */
final class PracticeWords {
  static final List<String> UNITS = List.of("Oslo", "Bergen", "Tromsø");

  /** Code, bokmål, nynorsk, English. */
  static final List<List<String>> TYPES =
      List.of(
          List.of("home_visit", "Hjemmebesøk", "Heimebesøk", "Home visit"),
          List.of("phone", "Telefonsamtale", "Telefonsamtale", "Phone call"),
          List.of("hospital", "Besøk på sykehus", "Besøk på sjukehus", "Hospital visit"),
          List.of("cafe", "Kafétreff", "Kafétreff", "Café meeting"),
          List.of("course", "Kurs og opplæring", "Kurs og opplæring", "Course"),
          List.of("group", "Samtalegruppe", "Samtalegruppe", "Conversation group"),
          List.of("information", "Informasjonsmøte", "Informasjonsmøte", "Information meeting"),
          List.of("outing", "Tur ut", "Tur ut", "Outing"));

  static final List<String> FIRST_NAMES =
      List.of(
          "Åse",
          "Øystein",
          "Bjørg",
          "Håkon",
          "Solfrid",
          "Jørgen",
          "Marit",
          "Sølvi",
          "Geir",
          "Ragnhild",
          "Pål",
          "Ingebjørg",
          "Tormod",
          "Anne",
          "Kjell",
          "Gunvor",
          "Eirik",
          "Hjørdis",
          "Trond",
          "Sigrid",
          "Lars",
          "Turid",
          "Odd",
          "Wenche",
          "Magnus",
          "Randi",
          "Steinar",
          "Kåre",
          "Bente",
          "Arvid",
          "Grete",
          "Morten",
          "Astrid",
          "Rolf",
          "Unni",
          "Leif",
          "Britt",
          "Svein");

  static final List<String> LAST_NAMES =
      List.of(
          "Hansen",
          "Ødegård",
          "Bråten",
          "Sæther",
          "Lunde",
          "Aasen",
          "Nygård",
          "Myhre",
          "Sørensen",
          "Halvorsen",
          "Tveit",
          "Moen",
          "Strøm",
          "Hauge",
          "Bø",
          "Fjeld",
          "Rønning",
          "Kvåle",
          "Solheim",
          "Dahl");

  static final List<String> PLACES =
      List.of(
          "Grønland",
          "Sjømannskirken",
          "Rådhuset",
          "Biblioteket",
          "Åsane",
          "Tromsdalen",
          "Bærum",
          "Sykehuset",
          "Nærmiljøsenteret",
          "Hjemme hos",
          "Kafé Løvstakken",
          "Frivilligsentralen");

  static final List<String> THEMES =
      List.of(
          "Høreapparat og tilvenning",
          "Hjelpemidler",
          "Å fortelle det på jobben",
          "Sorg og mestring",
          "Søknad til NAV",
          "Ledsager og reise",
          "Familie og pårørende",
          "Å komme seg ut",
          "Punktskrift",
          "Trening");

  static final List<String> NOTES =
      List.of(
          "Gikk gjennom innstillingene på høreapparatet, prøver igjen om to uker.",
          "Fin prat over en kopp kaffe. Ønsker å bli med på kafétreffet.",
          "Trenger hjelp til å fylle ut skjemaet om hjelpemidler.",
          "Var sliten i dag, vi tok det rolig og avtalte ny tid.",
          "Pårørende var med og hadde mange spørsmål om tilrettelegging.",
          "Snakket om å være åpen om synstapet på arbeidsplassen.",
          "Møtte opp i god tid. Været var dårlig, så vi ble inne.",
          "Vil gjerne ha et nytt besøk før jul.");

  static final List<String> MUNICIPALITIES =
      List.of("Oslo", "Bærum", "Bergen", "Askøy", "Tromsø", "Målselv", "Øygarden", "Nesodden");

  static final List<String> EXPENSE_KINDS =
      List.of("car", "public_transport", "toll", "meal", "other");

  static final List<String> START_TIMES = List.of("09:30", "10:00", "12:15", "17:00", "18:30");

  private PracticeWords() {}
}
