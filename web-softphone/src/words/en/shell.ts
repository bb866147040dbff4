export const shell = {
  'shell.views': 'Views',
  'shell.phone': 'Phone',
  'shell.settings': 'Settings',
  'shell.loading': 'Loading…',
  'shell.not-loaded': 'This view could not be loaded. Check your connection.',
  'shell.try-again': 'Try again',
  'shell.back-to-call': 'Back to the call',
} as const;
