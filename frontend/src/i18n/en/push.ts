export const words = {
  title: 'On this device',
  detail:
    'A short message appears here, also when Kenkyu is closed. It says what kind of news there is and opens its page, and nothing else: others may see the screen.',
  on: 'Messages appear on this device until you stop them or sign out here.',
  off: 'No messages appear on this device.',
  turnOn: 'Let messages appear here',
  turnOff: 'Stop messages here',
  turnedOn: 'Messages will appear on this device.',
  turnedOff: 'No more messages appear on this device.',
  cannot:
    'This browser cannot show messages. On an iPhone or iPad, put Kenkyu on the home screen first and open it from there.',
  denied:
    'This browser is set to show no messages of Kenkyu. Allow them in its settings for this site, then come back.',
  unreached: 'The browser could not sign up for messages just now. Mail goes on coming. Try again later.',
  others: 'Your other devices',
  since: 'Since {{at}}',
  unnamed: 'A browser',
  stop: 'Stop',
  stopNamed: 'Stop messages on {{device}}',
}
