export const shell = {
  'shell.views': 'الأقسام',
  'shell.phone': 'الهاتف',
  'shell.settings': 'الإعدادات',
  'shell.loading': 'جارٍ التحميل…',
  'shell.not-loaded': 'تعذّر تحميل هذا القسم. تحقّق من الاتصال.',
  'shell.try-again': 'أعد المحاولة',
  'shell.back-to-call': 'العودة إلى المكالمة',
};
