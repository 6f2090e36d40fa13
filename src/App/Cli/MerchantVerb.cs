using System.CommandLine;
using System.Text.Json;
using Fulgurite.Access;
using Fulgurite.App.Local;

namespace Fulgurite.App.Cli;

/// <summary><c>fulgurite merchant NAME</c>: sets a merchant up in a deployment.</summary>
internal static class MerchantVerb
{
    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "What people call the merchant.",
    };

    private static readonly Option<string> BaseUrl = new("--base-url")
    {
        Description = "Where the deployment is reached; only repeated in the output.",
        HelpName = "URL",
        DefaultValueFactory = _ => "https://your-app.azurewebsites.net",
    };

    /// <summary>The verb.</summary>
    public static Command Build()
    {
        var verb = new Command(
            "merchant",
            "Set up an organization with an environment, a wallet and keys, in the deployment that the settings name. "
            + "The secrets are printed once and cannot be read again.")
        {
            Name, BaseUrl,
        };
        verb.SetAction((parsed, stop) => OneLine.Run(
            () => Run(parsed.GetRequiredValue(Name), parsed.GetRequiredValue(BaseUrl), stop)));
        return verb;
    }

    private static async Task<int> Run(string name, string baseUrl, CancellationToken stop)
    {
        var settings = Settings.FromEnvironment();
        var engine = await Composition.InAzure(settings, TimeProvider.System, stop);
        var merchant = engine.Provision.Invent(name, settings.DepositFee);
        var actor = new AuditActor(merchant.Organization, null, null, null);
        await engine.Keys.Audit.Add(
            actor, AuditAction.OrganizationCreated, merchant.Organization.ToString(), merchant.Name, stop);
        await engine.Provision.Store(merchant, stop);
        Console.WriteLine(
            JsonSerializer.Serialize(SandboxFacts.Of(merchant, baseUrl), SandboxJson.Default.SandboxFacts));
        return 0;
    }
}
