export const support = {
  'support.title': 'Support',
  'support.about':
    'When something does not work, send this file to whoever runs your telephone. It holds the SIP messages, what the browser measured and your last calls; passwords, keys and texts are taken out.',
  'support.save': 'Save the support file',
  'support.sip': 'SIP messages',
  'support.none': 'None yet.',
  'support.sent': 'Sent',
  'support.received': 'Received',
  'support.open': 'Support file and SIP messages',
  'support.report': 'Report a problem',
} as const;
