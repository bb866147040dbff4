export const forward = {
  'forward.title': 'Forwarding',
  'forward.explained': 'The gateway does this, also while no page is open. Leave a field empty to let the calls ring.',
  'forward.always': 'All calls, at once, to',
  'forward.busy': 'When I am busy or decline, to',
  'forward.no-answer': 'When nobody answers, to',
  'forward.not-signed-in': 'When I am not signed in, to',
  'forward.nowhere': 'Nowhere',
  'forward.seconds': 'Seconds to ring before “nobody answers”',
  'forward.save': 'Save',
  'forward.saved': 'Saved. It holds from the next call on.',
  'forward.not-saved': 'That did not work. Try again.',
} as const;
