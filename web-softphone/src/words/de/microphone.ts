export const microphone = {
  'microphone.try-again': 'Noch einmal versuchen',
  'microphone.answer-listening': 'Annehmen und nur hören',
  'microphone.call-listening': 'Anrufen und nur hören',
  'microphone.blocked': 'Ihr Browser sperrt das Mikrofon',
  'microphone.blocked-remedy':
    'Klicken Sie auf das Zeichen links neben der Adresse, erlauben Sie das Mikrofon und versuchen Sie es noch einmal.',
  'microphone.missing': 'Kein Mikrofon gefunden',
  'microphone.missing-remedy':
    'Stecken Sie eins ein oder schalten Sie das Headset ein und versuchen Sie es noch einmal.',
  'microphone.in-use': 'Ein anderes Programm benutzt das Mikrofon',
  'microphone.in-use-remedy': 'Schließen Sie das andere Programm oder sein Gespräch und versuchen Sie es noch einmal.',
  'microphone.gone': 'Das gewählte Mikrofon ist weg',
  'microphone.gone-remedy': 'Stecken Sie es wieder ein oder nehmen Sie das übliche Mikrofon.',
  'microphone.insecure-page': 'Diese Seite muss mit https:// geöffnet werden',
  'microphone.insecure-page-remedy':
    'Browser geben das Mikrofon nur sicheren Seiten. Öffnen Sie die https-Adresse dieses Telefons.',
  'microphone.unknown': 'Das Mikrofon ließ sich nicht starten',
  'microphone.unknown-remedy': 'Prüfen Sie es in einem anderen Programm und versuchen Sie es noch einmal.',
};
