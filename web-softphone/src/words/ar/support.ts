export const support = {
  'support.title': 'الدعم',
  'support.about':
    'عندما لا يعمل شيء ما، أرسل هذا الملف إلى من يدير هاتفك. يحتوي على رسائل SIP وقياسات المتصفح ومكالماتك الأخيرة، وقد أزيلت منه كلمات المرور والمفاتيح والنصوص.',
  'support.save': 'حفظ ملف الدعم',
  'support.sip': 'رسائل SIP',
  'support.none': 'لا توجد بعد.',
  'support.sent': 'مرسلة',
  'support.received': 'مستلمة',
  'support.open': 'ملف الدعم ورسائل SIP',
  'support.report': 'الإبلاغ عن مشكلة',
};
