import { describe, expect, test } from 'vitest'
import { knownSecret } from './known-secret.ts'
import { mayBeSecret, namesSecret } from './named-secret.ts'
import { secretInLines } from './secrets-in-lines.ts'

describe('names that say that their value is a secret', () => {
  test.each([
    'DB_PASSWORD',
    'password',
    'githubToken',
    'API-KEY',
    'SECRET_KEY',
    'aws_secret_access_key',
    'spring.datasource.password',
    'MYSQL_ROOT_PASSWORD',
    'db_pass',
  ])('%s', name => expect(namesSecret(name)).toBe(true))

  test.each([
    'DB_PASSWORD_FILE',
    'TOKEN_TTL',
    'SECRET_NAME',
    'ALLOW_EMPTY_PASSWORD',
    'JWT_PUBLIC_KEY',
    'MAX_TOKENS',
    's3AccessKeyIDName',
    'AWS_ACCESS_KEY_ID',
    'tokenRefreshInterval',
    'PASSENGER_COUNT',
    'COMPASS',
    'KEYCLOAK_URL',
  ])('but not %s', name => expect(namesSecret(name)).toBe(false))
})

describe('values that can be one', () => {
  test.each(['hunter2', 'postgres', 'password', 'c2VjcmV0', 'p@ss w0rd!'])('%s', value =>
    expect(mayBeSecret(value)).toBe(true),
  )

  test.each([
    '',
    '$(DB_PASSWORD)',
    '${DB_PASSWORD}',
    '{{ .Values.password }}',
    '<your-password>',
    'changeme',
    'REPLACE_ME',
    'MY_SECRET',
    '********',
    '/run/secrets/password',
    'https://vault.example.com/v1/secret',
    'vault:secret/data/db#password',
    'arn:aws:secretsmanager:eu-west-1:1:secret:db',
    'true',
    '15m',
    'ssh-ed25519 AAAAC3Nza',
    '-----BEGIN CERTIFICATE-----',
  ])('but not %s', value => expect(mayBeSecret(value)).toBe(false))

  test('a number is a bad password, and beside tokens how many', () => {
    expect(mayBeSecret('1234', 'MYSQL_PASSWORD')).toBe(true)
    expect(mayBeSecret('4096', 'TOKEN_BATCH')).toBe(false)
  })
})

describe('secrets that can be told by how they look', () => {
  const letters = (count: number) => 'aB3dE5gH7j'.repeat(20).slice(0, count)
  test.each([
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
    ['an access key of AWS', `AKIA${'Q3EGRIS5W2KXZ7PT'}`],
    ['a token of GitHub', `ghp_${letters(36)}`],
    ['a token of GitLab', `glpat-${letters(20)}`],
    ['a key of Stripe', `sk_live_${letters(24)}`],
    ['a signed JSON web token', `eyJ${letters(20)}.eyJ${letters(30)}.${letters(43)}`],
    ['a password in a URL', 'amqp://shop:hunter2@rabbit.shop.svc:5672/'],
    ['a password in a connection string', 'Server=db;User Id=sa;Password=hunter2;'],
  ])('%s', (what, text) => expect(knownSecret(text)).toBe(what))

  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    'postgres://shop@db.example.com/shop',
    'postgres://shop:$(PASSWORD)@db.example.com/shop',
    'postgres://shop:<password>@db.example.com/shop',
    'postgres://user:password@host/database',
    'https://example.com:8443/path@v1',
    'registry.example.com:5000/team/web@sha256:9b1a2c3d4e5f60718293a4b5c6d7e8f9fa0b1c2d3e4f5061728394a5b6c7d8e9',
    '-----BEGIN PUBLIC KEY-----',
    'the risk-averse desk-bound ask-me-anything',
  ])('but not %s', text => expect(knownSecret(text)).toBeUndefined())
})

describe('lines of configuration', () => {
  test.each([
    ['db.password', 'db.user = web\ndb.password = hunter2\n'],
    ['apiKey', '{\n  "user": "web",\n  "apiKey": "9f8e7d6c"\n}'],
    ['token', 'server:\n  token: abcdef\n'],
  ])('%s', (name, text) => expect(secretInLines(text)).toBe(name))

  test.each([
    'password = ${env:PASSWORD}\n',
    'secretName: web-tls\ntokenURL: https://login.example.com\n',
    'def login(password):\n  token = request.get("token")\n',
    '# password = hunter2\n',
    'tokens: 5\n',
  ])('but not %j', text => expect(secretInLines(text)).toBeUndefined())
})
