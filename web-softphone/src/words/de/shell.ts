export const shell = {
  'shell.views': 'Ansichten',
  'shell.phone': 'Telefon',
  'shell.settings': 'Einstellungen',
  'shell.loading': 'Wird geladen …',
  'shell.not-loaded': 'Diese Ansicht konnte nicht geladen werden. Prüfen Sie die Verbindung.',
  'shell.try-again': 'Noch einmal',
  'shell.back-to-call': 'Zurück zum Gespräch',
};
