using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fulgurite.Access;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Apis.Voltage.Webhooks;
using Fulgurite.Identity;
using Fulgurite.Secrets;

namespace Fulgurite.App.Local;

/// <summary>
/// Checks callbacks as their receivers would, with the secrets of whatever webhook of this sandbox they come from.
/// </summary>
internal sealed class InboxCheck(EngineSource source, TimeProvider clock)
{
    /// <summary>A signature that is older, or of the future, may be a replay.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);

    private const string WrongSignature = "The signature is not the body's.";
    private const string WrongTime = "The timestamp is not of the last five minutes.";
    private const string NoWebhook = "No webhook of this sandbox that is sent here signs so.";
    private const int OrganizationsMax = 999;

    /// <summary>Which scheme a callback is of, and what is wrong with it.</summary>
    public async Task<InboxVerdict> Execute(IHeaderDictionary headers, byte[] body, CancellationToken cancel)
    {
        var engine = await source.Get(cancel);
        return headers.ContainsKey(VoltageScheme.SignatureHeader)
            ? new InboxVerdict(
                VoltageScheme.Name,
                headers[VoltageScheme.EventHeader].FirstOrDefault(),
                await ProblemWithVoltage(engine, headers, body, cancel))
            : headers.ContainsKey(StandardScheme.SignatureHeader)
                ? new InboxVerdict(
                    StandardScheme.Name, null, await ProblemWithStandard(engine, headers, body, cancel))
                : new InboxVerdict(
                    AlphaPoWiring.Scheme.Name, null, await ProblemWithAlphaPo(engine, headers, body, cancel));
    }

    private static async Task<string?> ProblemWithAlphaPo(
        Engine engine, IHeaderDictionary headers, byte[] body, CancellationToken cancel) =>
        await engine.Registry.FindProcessingKey(headers[AlphaPoHeaders.Key].ToString(), cancel) is not { } key
            ? "The key header names no key of this sandbox."
            : AlphaPoSignature.IsValid(key.Secret, body, headers[AlphaPoHeaders.Signature].ToString())
                ? null
                : WrongSignature;

    private async Task<string?> ProblemWithVoltage(
        Engine engine, IHeaderDictionary headers, byte[] body, CancellationToken cancel)
    {
        var timestamp = headers[VoltageScheme.TimestampHeader].ToString();
        if (!EndpointId.TryParse(headers[VoltageScheme.WebhookHeader].ToString(), out var id))
        {
            return NoWebhook;
        }

        var signature = headers[VoltageScheme.SignatureHeader].ToString();
        var secrets = await Secrets(
            engine, webhook => webhook.Id == id && webhook.Scheme == VoltageScheme.Name, cancel);
        return secrets.Count == 0 ? NoWebhook
            : !secrets.Any(secret => AreEqual(VoltageScheme.Signature(secret, body, timestamp), signature))
                ? WrongSignature
            : IsFresh(timestamp) ? null : WrongTime;
    }

    // Nothing in the headers names the webhook: it is one whose secret fits.
    private async Task<string?> ProblemWithStandard(
        Engine engine, IHeaderDictionary headers, byte[] body, CancellationToken cancel)
    {
        var (id, timestamp) = (
            headers[StandardScheme.IdHeader].ToString(), headers[StandardScheme.TimestampHeader].ToString());
        var signatures = headers[StandardScheme.SignatureHeader].ToString().Split(' ');
        var secrets = await Secrets(
            engine,
            webhook => webhook.Scheme == StandardScheme.Name && webhook.Url.AbsolutePath == SandboxInbox.Path,
            cancel);
        var isSigned = secrets
            .Select(secret => StandardScheme.Signature(secret, id, timestamp, body))
            .Any(right => signatures.Any(signature => AreEqual(right, signature)));
        return !isSigned ? NoWebhook
            : IsFresh(timestamp) ? null : WrongTime;
    }

    private bool IsFresh(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - seconds) <= (long)AgeMax.TotalSeconds;

    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    // Of every environment: nothing says whose a callback is. A sandbox has few.
    private static async Task<IReadOnlyList<SecretValue>> Secrets(
        Engine engine, Func<CallbackEndpoint, bool> isMeant, CancellationToken cancel)
    {
        var secrets = new List<SecretValue>();
        var (organizations, _) = await engine.Registry.ReadOrganizations(null, OrganizationsMax, cancel);
        foreach (var organization in organizations)
        {
            foreach (var environment in await engine.Registry.ReadEnvironments(organization.Id, cancel))
            {
                var webhooks = await engine.Callbacks.Endpoints.All(environment.Id, cancel);
                foreach (var webhook in webhooks.Where(isMeant))
                {
                    var keys = await engine.Callbacks.Targets.KeysOf(webhook, cancel);
                    secrets.AddRange(keys is null ? [] : [keys.Current]);
                    secrets.AddRange(keys?.Previous is { } previous ? [previous] : []);
                }
            }
        }

        return secrets;
    }
}
