using System.Text.Json;
using Fulgurite.Identity;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Onboarding;
using Fulgurite.Secrets;

namespace Fulgurite.App.Local;

/// <summary>
/// The merchant that every local run has ready. It is kept as a secret, apart from the tables, so that a run that
/// finds its tables gone makes the same merchant again, and nobody's scripts break.
/// </summary>
internal sealed class LocalMerchant(Engine engine, ISecretStore secrets, string baseUrl)
{
    private const string Secret = "fulgurite-local-merchant";

    /// <summary>The merchant, made and stored if there is none.</summary>
    public async Task<SandboxFacts> Ready(BasisPoints depositFee, CancellationToken cancel)
    {
        var invented = SandboxFacts.Of(engine.Provision.Invent("Sandbox", depositFee), baseUrl);
        var kept = await secrets.GetOrCreate(Secret, new SecretValue(Text(invented)), cancel);
        var facts = JsonSerializer.Deserialize(kept.Reveal(), SandboxJson.Default.SandboxFacts);
        Invariant.Holds(facts is not null, "the kept merchant is readable");
        await engine.Provision.Store(MerchantOf(facts, depositFee, engine.Ports.Network), cancel);
        return facts with { BaseUrl = baseUrl };
    }

    /// <summary>Writes the facts for scripts, readable by their owner only.</summary>
    public static async Task Write(SandboxFacts facts, DirectoryInfo data, CancellationToken cancel)
    {
        data.Create();
        var path = Path.Combine(data.FullName, "sandbox.json");
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new StreamWriter(temporary, options))
        {
            await file.WriteAsync(Text(facts).AsMemory(), cancel);
            await file.WriteAsync("\n".AsMemory(), cancel);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Deletes the facts: the keys of an ephemeral run are gone with it.</summary>
    public static void Forget(DirectoryInfo data) => File.Delete(Path.Combine(data.FullName, "sandbox.json"));

    private static string Text(SandboxFacts facts) => JsonSerializer.Serialize(facts, SandboxJson.Default.SandboxFacts);

    private static NewMerchant MerchantOf(SandboxFacts facts, BasisPoints depositFee, BitcoinNetwork network)
    {
        var complete = OrganizationId.TryParse(facts.OrganizationId, out var organization)
            & EnvironmentId.TryParse(facts.EnvironmentId, out var environment)
            & LineOfCreditId.TryParse(facts.LineOfCreditId, out var line)
            & WalletId.TryParse(facts.WalletId, out var wallet);
        Invariant.Holds(complete, "the kept merchant has its ids");
        return new NewMerchant(
            "Sandbox",
            organization,
            environment,
            line,
            wallet,
            depositFee,
            new SecretValue(facts.ApiKey),
            facts.ProcessingKey,
            new SecretValue(facts.ProcessingSecret))
        {
            LineLimit = network == BitcoinNetwork.Mainnet ? Msat.Zero : new Msat(Msat.PerBtc),
        };
    }
}
