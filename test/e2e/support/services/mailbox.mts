/** A real IMAP server (Debian's dovecot) with one mailbox. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import getPort from 'get-port';
import MailComposer from 'nodemailer/lib/mail-composer';
import { startProgram } from '../program.mts';
import { eventually } from '../eventually.mts';
import net from 'node:net';

export interface Attachment {
	fileName: string;
	mimeType: string;
	bytes: Uint8Array;
}

const account = { user: 'ap@example.com', password: 'letters' };

async function createMail(subject: string, attachments: Attachment[]): Promise<Buffer> {
	return await new MailComposer({
		from: 'supplier@example.com',
		to: account.user,
		subject,
		date: new Date('2026-01-05T10:00:00Z'),
		text: 'Please find our invoice attached.',
		attachments: attachments.map(({ fileName, mimeType, bytes }) => ({
			filename: fileName,
			contentType: mimeType,
			content: Buffer.from(bytes),
		})),
	})
		.compile()
		.build();
}

/** User and group for the server when the tests run as root. */
function getUnprivilegedUser(): { uid: number; gid: number; name: string; group: string } {
	const name = process.getuid?.() === 0 ? 'nobody' : (process.env.USER ?? '');
	const id = (flag: string) => execFileSync('id', [flag, name].filter(Boolean)).toString().trim();
	return { uid: Number(id('-u')), gid: Number(id('-g')), name: id('-un'), group: id('-gn') };
}

export async function startMailbox() {
	const { uid, gid, name, group } = getUnprivilegedUser();
	const folder = mkdtempSync(path.join(tmpdir(), 'imap-e2e-'));
	const port = await getPort({ host: '127.0.0.1' });
	for (const part of ['run', 'mail', 'mail/new', 'mail/cur', 'mail/tmp'])
		mkdirSync(path.join(folder, part));
	const file = path.join(folder, 'dovecot.conf');
	writeFileSync(path.join(folder, 'users'), `${account.user}:{PLAIN}${account.password}::::::\n`);
	writeFileSync(
		file,
		`protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = /dev/stderr
ssl = no
disable_plaintext_auth = no
default_internal_user = ${name}
default_internal_group = ${group}
default_login_user = ${name}
first_valid_uid = 1
mail_location = maildir:${folder}/mail
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}
}
`,
	);
	execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
	chmodSync(folder, 0o755);
	const server = startProgram('dovecot', '/usr/sbin/dovecot', ['-F', '-c', file], { uid, gid });
	const isGreeting = async () =>
		await new Promise<boolean>((resolve) => {
			const socket = net.connect(port, '127.0.0.1');
			socket.once('data', () => resolve(true)).once('error', () => resolve(false));
			socket.once('data', () => socket.destroy());
		});
	try {
		await eventually(
			'the IMAP server greets',
			async () => {
				if (server.getExitCode() !== undefined) return false;
				return await isGreeting();
			},
			15_000,
		);
	} catch (error) {
		await server.stop();
		throw new Error(`dovecot does not start:\n${server.getOutput()}`, { cause: error });
	}
	let deliveredCount = 0;
	return {
		...account,
		port,
		log: () => server.getOutput(),
		/** Delivers an email to the inbox. */
		async deliver(subject: string, attachments: Attachment[]) {
			deliveredCount += 1;
			const file = path.join(folder, 'mail/new', `${deliveredCount}.test.localhost`);
			writeFileSync(file, await createMail(subject, attachments));
			chownSync(file, uid, gid);
		},
		async stop() {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;
