using System.CommandLine;
using System.Text.Json;
using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Money;
using Fulgurite.Secrets;
using Fulgurite.Storage;

namespace Fulgurite.App.Cli;

/// <summary>
/// <c>fulgurite operator-key</c>: the first key that may operate a deployment. Nothing over the network can make it:
/// whoever holds the deployment's own credentials for its tables and Key Vault can.
/// </summary>
internal static class OperatorKeyVerb
{
    private static readonly Permission[] Permissions =
        [Permission.Read, Permission.TeamManager, Permission.Administrator];

    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "What people call the operator's organization.",
        DefaultValueFactory = _ => "Operator",
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
            "operator-key",
            "Make a key that may create organizations and grant credit, in an organization of its own, straight in the "
            + "tables of the deployment that the settings name. Prints facts that other verbs take with --facts; the "
            + "key in them is printed once and cannot be read again.")
        {
            Name, BaseUrl,
        };
        verb.SetAction((parsed, stop) => OneLine.Run(
            () => Run(parsed.GetRequiredValue(Name), parsed.GetRequiredValue(BaseUrl), stop)));
        return verb;
    }

    /// <summary>Makes the organization, its environment and the key; what opens it.</summary>
    /// <exception cref="StorageUnavailableException">Not known to be made; a repeat makes another.</exception>
    internal static async Task<(ApiKey Key, SecretValue Secret)> Make(
        Engine engine, string name, BasisPoints depositFee, CancellationToken cancel)
    {
        var randomness = engine.Ports.Randomness;
        var organization = new OrganizationId(randomness.NextUuid());
        var environment = new EnvironmentId(randomness.NextUuid());
        var (key, secret) = engine.Keys.Create.Invent(null, environment, organization, "operator key", Permissions);
        var isNew = await engine.Keys.CreateOrganization.Execute(
            new MerchantOrganization(organization, name, key.CreatedAt),
            new MerchantEnvironment(environment, organization, name, depositFee)
            {
                CreatedAt = key.CreatedAt,
            },
            key,
            new AuditActor(organization, null, null, null),
            cancel);
        Invariant.Holds(isNew, "an organization's random id is its own");
        return (key, secret);
    }

    private static async Task<int> Run(string name, string baseUrl, CancellationToken stop)
    {
        var settings = Settings.FromEnvironment();
        var engine = await Composition.InAzure(settings, TimeProvider.System, stop);
        var (key, secret) = await Make(engine, name, settings.DepositFee, stop);
        var facts = new ApiFacts(baseUrl, key.Organization.ToString(), key.Environment.ToString(), secret.Reveal());
        Console.WriteLine(JsonSerializer.Serialize(facts, CliJson.Default.ApiFacts));
        return 0;
    }
}
