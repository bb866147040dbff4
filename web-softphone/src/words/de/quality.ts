export const quality = {
  'quality.excellent': 'Sehr gut',
  'quality.good': 'Gut',
  'quality.fair': 'Mäßig',
  'quality.poor': 'Schlecht',
  'quality.measuring': 'Wird gemessen …',
  'quality.label': 'Tonqualität: {word}, geschätzt {mos} von 5. Einzelheiten zeigen',
  'quality.encrypted': 'Verschlüsselt bis zum Gateway',
  'quality.network-loses': 'Ihr Netz verliert Pakete. Gehen Sie näher an den Router, oder nehmen Sie ein Kabel.',
  'quality.we-are-not-heard':
    'Die andere Seite hört Sie mit Lücken. Halten Sie Downloads an, oder nehmen Sie ein Kabel.',
  'quality.nothing-arrives': 'Es kommt kein Ton an. Bleibt es so, legen Sie auf und rufen noch einmal an.',
  'quality.long-delay': 'Der Ton kommt spät. Lassen Sie die andere Seite ausreden, bevor Sie sprechen.',
  'quality.bitrate': 'Bitrate, kb/s',
  'quality.loss': 'Verlust, %',
  'quality.jitter': 'Jitter, ms',
  'quality.round-trip': 'Laufzeit hin und zurück, ms',
  'quality.level': 'Pegel',
  'quality.packets': 'Pakete je Sekunde',
  'quality.received': 'Empfangen',
  'quality.sent': 'Gesendet',
  'quality.mos': 'MOS, geschätzt',
  'quality.as-table': 'Die letzten Werte als Tabelle',
  'quality.details': 'Der Ton im Einzelnen',
  'quality.close': 'Schließen',
  'quality.near': 'Zwischen Ihnen und dem Gateway',
  'quality.far-trunk': 'Zwischen Gateway und Telefonleitung',
  'quality.far-browser': 'Zwischen Gateway und Gegenseite',
  'quality.gw-fault':
    'Das Gateway hat eine Störung beim Ton. Legen Sie auf und rufen Sie neu an; bleibt es so, melden Sie es.',
  'quality.gw-no-microphone':
    'Von Ihrem Mikrofon kommt nichts am Gateway an. Prüfen Sie, ob es eingesteckt und erlaubt ist.',
  'quality.gw-silent-microphone':
    'Ihr Mikrofon sendet Stille. Suchen Sie einen Stummschalter am Headset oder wählen Sie ein anderes.',
  'quality.gw-lost-us': 'Ihr Ton erreicht das Gateway nicht mehr. Prüfen Sie Ihre Netzverbindung.',
  'quality.gw-carrier-silent':
    'Der Anbieter sendet keinen Ton. Bitten Sie die Gegenseite zu sprechen; sonst legen Sie auf und rufen neu an.',
  'quality.gw-they-are-silent': 'Die Gegenseite sendet Stille. Vielleicht ist ihr Mikrofon stumm.',
  'quality.gw-they-are-gone': 'Die Gegenseite hat ihre Verbindung verloren. Der Anruf wird einige Sekunden gehalten.',
  'quality.gw-they-do-not-hear': 'Die Gegenseite hört Sie nicht gut: Ihr Ton geht auf dem Weg zu ihr verloren.',
  'quality.gw-carrier-loses':
    'Das Telefonnetz verliert Ton auf dem Weg zu Ihnen. Ein neuer Anruf findet vielleicht einen besseren Weg.',
  'quality.gw-they-lose': 'Das Netz der Gegenseite verliert Pakete.',
  'quality.gw-unusable':
    'Der Ton des Anrufs ist nicht brauchbar. Legen Sie auf und rufen Sie neu an; bleibt es so, nennen Sie dem Support die Nummer.',
};
