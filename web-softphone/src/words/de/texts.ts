export const texts = {
  'texts.title': 'Nachrichten',
  'texts.none': 'Noch keine Nachrichten.',
  'texts.all': 'Alle Nachrichten',
  'texts.to': 'An (Benutzer oder Nummer)',
  'texts.text': 'Nachricht',
  'texts.send': 'Senden',
  'texts.sending': 'Wird gesendet…',
  'texts.failed': 'Nicht zugestellt',
  'texts.unread.one': '{count} neu',
  'texts.unread.other': '{count} neu',
  'texts.from': 'Nachricht von {name}',
};
