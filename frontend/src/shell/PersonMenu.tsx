import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconBell, IconDevices, IconLanguage, IconLogout, IconSchool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unsentHere } from '../api/fieldwork'
import type { Me } from '../api/me'
import { chooseLanguage } from '../i18n'
import { Initials } from './Initials'
import classes from './PersonMenu.module.css'
import { SignOutAsk } from './SignOutAsk'
import { useSignOut } from './useSignOut'
import { useSwitchSchool } from './useSwitchSchool'

/** Who I am and where: other schools, sessions, language, out. */
export function PersonMenu({ me }: { me: Me }) {
  const { t, i18n } = useTranslation()
  const signOut = useSignOut()
  const switchSchool = useSwitchSchool()
  const isWelsh = i18n.language === 'cy'
  const [unsent, setUnsent] = useState(0)
  const leave = async () => {
    const count = await unsentHere(me)
    if (count > 0) setUnsent(count)
    else signOut.mutate()
  }
  return (
    <>
      <Menu position="top-start" width={260} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton className={classes.me}>
            <Initials name={me.name} />
            <span className={classes.words}>
              <span className={classes.name}>{me.name}</span>
              <span className={classes.school}>{me.school.name}</span>
              <VisuallyHidden>{t('person.menu')}</VisuallyHidden>
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {me.schools.length > 1 && (
            <>
              <Menu.Label>{t('person.school')}</Menu.Label>
              {me.schools.map(school => (
                <Menu.Item
                  key={school.id}
                  className={classes.item}
                  leftSection={<IconSchool size={18} aria-hidden />}
                  disabled={school.id === me.school.id}
                  onClick={() => switchSchool.mutate(school.id)}
                >
                  {school.id === me.school.id ? t('person.schoolNow', { school: school.name }) : school.name}
                </Menu.Item>
              ))}
              <Menu.Divider />
            </>
          )}
          <Menu.Item
            component={Link}
            to="/me"
            className={classes.item}
            leftSection={<IconBell size={18} aria-hidden />}
          >
            {t('person.messages')}
          </Menu.Item>
          <Menu.Item
            component={Link}
            to="/sessions"
            className={classes.item}
            leftSection={<IconDevices size={18} aria-hidden />}
          >
            {t('person.sessions')}
          </Menu.Item>
          <Menu.Item
            className={classes.item}
            lang={isWelsh ? 'en' : 'cy'}
            leftSection={<IconLanguage size={18} aria-hidden />}
            onClick={() => void chooseLanguage(isWelsh ? 'en' : 'cy')}
          >
            {t('person.language')}
          </Menu.Item>
          <Menu.Item
            className={classes.item}
            leftSection={<IconLogout size={18} aria-hidden />}
            onClick={() => void leave()}
          >
            {t('person.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SignOutAsk unsent={unsent} onStay={() => setUnsent(0)} onLeave={() => signOut.mutate()} />
    </>
  )
}
