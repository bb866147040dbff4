export const forward = {
  'forward.title': 'تحويل المكالمات',
  'forward.explained': 'تتولى البوابة ذلك حتى عندما لا تكون أي صفحة مفتوحة. اترك الحقل فارغًا لترن المكالمات.',
  'forward.always': 'كل المكالمات فورًا إلى',
  'forward.busy': 'عندما أكون مشغولًا أو أرفض، إلى',
  'forward.no-answer': 'عندما لا يجيب أحد، إلى',
  'forward.not-signed-in': 'عندما لا أكون مسجّل الدخول، إلى',
  'forward.nowhere': 'لا تحويل',
  'forward.seconds': 'ثواني الرنين قبل اعتبار أن لا أحد يجيب',
  'forward.save': 'حفظ',
  'forward.saved': 'تم الحفظ. يسري من المكالمة التالية.',
  'forward.not-saved': 'لم ينجح ذلك. حاول مرة أخرى.',
};
