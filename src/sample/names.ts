const split = (names: string): readonly string[] => names.split(' ')

/** Common given and family names, in the order of COUNTRIES. */
export const FEMALE_NAMES: readonly (readonly string[])[] = [
  split(
    'Anna Lena Marie Sophie Laura Julia Katharina Sabine Petra Hannah Mia Emma Clara Greta Ida Frieda Johanna Birgit Monika Heike Nele Svenja',
  ),
  split('Emma Sanne Lotte Anouk Femke Fleur Iris Marieke Sophie Julia Tess Eva Noor Roos Lieke Maud Esther Wilma Ingrid'),
  split(
    'Camille Léa Chloé Manon Inès Jeanne Louise Sarah Zoé Élodie Margaux Nathalie Sylvie Claire Hélène Amélie Juliette Pauline Brigitte',
  ),
  split('Anna Lena Sophie Magdalena Katharina Theresa Verena Barbara Elisabeth Johanna Valentina Martina Eva Ursula Nina Sarah'),
  split('María Lucía Carmen Paula Sara Laura Marta Ana Elena Cristina Pilar Nuria Irene Alba Rocío Beatriz Inés Silvia'),
  split('Giulia Sofia Francesca Chiara Martina Alessia Elena Sara Valentina Federica Paola Silvia Anna Laura Bianca Lucia'),
  split('Aoife Ciara Niamh Saoirse Sinéad Orla Róisín Emma Grace Sarah Kate Fiona Maeve Deirdre Gráinne Laura'),
  split('Maria Elena Ioana Andreea Ana Mihaela Cristina Raluca Alexandra Gabriela Daniela Simona Irina Oana Teodora Larisa'),
]

export const MALE_NAMES: readonly (readonly string[])[] = [
  split(
    'Lukas Jonas Felix Paul Leon Maximilian Thomas Andreas Stefan Michael Jan Tobias Niklas Moritz Emil Karl Uwe Jürgen Matthias Holger Sven',
  ),
  split('Daan Bram Sem Lars Thijs Jeroen Pieter Sander Koen Ruben Wouter Niels Maarten Hugo Jasper Joris Tim Bas'),
  split('Lucas Hugo Louis Gabriel Jules Arthur Paul Antoine Nicolas Pierre Julien Mathieu Thomas Olivier Rémi Guillaume Étienne'),
  split('Lukas David Jakob Maximilian Florian Stefan Thomas Markus Andreas Christoph Elias Felix Martin Georg Matthias'),
  split('Hugo Pablo Javier Carlos Daniel Alejandro Diego Álvaro Sergio Manuel Antonio Miguel Jorge Raúl Iván Adrián'),
  split('Lorenzo Marco Andrea Matteo Luca Alessandro Francesco Giovanni Davide Simone Stefano Paolo Riccardo Federico'),
  split('Seán Conor Patrick Cian Oisín Liam Jack Eoin Declan Brendan Niall Darragh Kevin Michael Rory Fionn'),
  split('Andrei Mihai Alexandru Ionuț Cristian Radu Vlad Bogdan Ștefan Gabriel Adrian Florin Matei Tudor Dan George'),
]

export const FAMILY_NAMES: readonly (readonly string[])[] = [
  split(
    'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner Krause Lehmann Köhler Maier Voigt',
  ),
  split(
    'Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Smits Kok Jacobs Vermeulen Willems Hoekstra Koster Prins Postma Kuipers Veenstra',
  ),
  split(
    'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garnier Roux Fournier Girard Bonnet Lambert Fontaine Rousseau Faure Mercier Blanc',
  ),
  split(
    'Gruber Huber Bauer Wagner Pichler Steiner Moser Mayer Hofer Leitner Berger Fuchs Eder Fischer Schmid Winkler Weber Schwarz Maier Reiter Egger Lang',
  ),
  split(
    'García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Álvarez Romero Navarro Torres Vázquez Ramos Gil Serrano Molina',
  ),
  split(
    'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Mancini Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani',
  ),
  split(
    'Murphy Kelly Byrne Ryan Walsh Doyle McCarthy Gallagher Doherty Kennedy Lynch Murray Quinn Moore McLoughlin Carroll Connolly Daly Connell Wilson Dunne Brennan Burke Collins',
  ),
  split(
    'Popa Popescu Ionescu Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Constantin Marin Lazăr Moldovan Munteanu Șerban Dobre Barbu Nistor Florea Dinu Tudor Neagu',
  ),
]
