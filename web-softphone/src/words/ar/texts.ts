export const texts = {
  'texts.title': 'الرسائل',
  'texts.none': 'لا رسائل بعد.',
  'texts.all': 'كل الرسائل',
  'texts.to': 'إلى (مستخدم أو رقم)',
  'texts.text': 'الرسالة',
  'texts.send': 'إرسال',
  'texts.sending': 'جارٍ الإرسال…',
  'texts.failed': 'لم تُسلَّم',
  'texts.unread.one': '{count} جديدة',
  'texts.unread.other': '{count} جديدة',
  'texts.from': 'رسالة من {name}',
};
