export const forward = {
  'forward.title': 'Weiterleitung',
  'forward.explained':
    'Das Gateway leitet weiter, auch wenn keine Seite offen ist. Ein leeres Feld lässt die Anrufe klingeln.',
  'forward.always': 'Alle Anrufe sofort an',
  'forward.busy': 'Wenn ich besetzt bin oder ablehne, an',
  'forward.no-answer': 'Wenn niemand abhebt, an',
  'forward.not-signed-in': 'Wenn ich nicht angemeldet bin, an',
  'forward.nowhere': 'Nirgendwohin',
  'forward.seconds': 'Sekunden Klingeln, bis „niemand abhebt“ gilt',
  'forward.save': 'Speichern',
  'forward.saved': 'Gespeichert. Es gilt ab dem nächsten Anruf.',
  'forward.not-saved': 'Das ging nicht. Versuchen Sie es noch einmal.',
};
