export const support = {
  'support.title': 'Support',
  'support.about':
    'Wenn etwas nicht geht, senden Sie diese Datei an den Betreiber Ihres Telefons. Sie enthält die SIP-Nachrichten, die Messwerte des Browsers und Ihre letzten Anrufe; Passwörter, Schlüssel und Texte sind entfernt.',
  'support.save': 'Supportdatei speichern',
  'support.sip': 'SIP-Nachrichten',
  'support.none': 'Noch keine.',
  'support.sent': 'Gesendet',
  'support.received': 'Empfangen',
  'support.open': 'Supportdatei und SIP-Nachrichten',
  'support.report': 'Problem melden',
};
