export const texts = {
  'texts.title': 'Messages',
  'texts.none': 'No messages yet.',
  'texts.all': 'All messages',
  'texts.to': 'To (user or number)',
  'texts.text': 'Message',
  'texts.send': 'Send',
  'texts.sending': 'Sending…',
  'texts.failed': 'Not delivered',
  'texts.unread.one': '{count} new',
  'texts.unread.other': '{count} new',
  'texts.from': 'Message from {name}',
} as const;
