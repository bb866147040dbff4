export const microphone = {
  'microphone.try-again': 'Try again',
  'microphone.answer-listening': 'Answer and only listen',
  'microphone.call-listening': 'Call and only listen',
  'microphone.blocked': 'Your browser is blocking the microphone',
  'microphone.blocked-remedy': 'Click the icon left of the address, allow Microphone, then try again.',
  'microphone.missing': 'No microphone found',
  'microphone.missing-remedy': 'Plug one in or switch your headset on, then try again.',
  'microphone.in-use': 'Another program is using the microphone',
  'microphone.in-use-remedy': 'Close the other program or its call, then try again.',
  'microphone.gone': 'The chosen microphone is gone',
  'microphone.gone-remedy': 'Plug it in again, or try again with the default microphone.',
  'microphone.insecure-page': 'This page must be opened with https://',
  'microphone.insecure-page-remedy':
    'Browsers give the microphone only to secure pages. Open the https address of this phone.',
  'microphone.unknown': 'The microphone could not be started',
  'microphone.unknown-remedy': 'Check that it works in another program, then try again.',
} as const;
