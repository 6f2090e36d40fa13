using System.Net;
using System.Text.Json;
using Fulgurite.Lightning;
using Fulgurite.Sandbox;
using Fulgurite.Sandbox.Azurite;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.Network;
using Fulgurite.Storage;

namespace Fulgurite.App.Local;

/// <summary>
/// The tables and the node of a data directory, for a verb that only reads: beside a run that uses the directory, or
/// alone, and then it keeps runs out until it is done.
/// </summary>
internal sealed class LocalStores : IAsyncDisposable
{
    private readonly LocalMessageBus? held;
    private readonly AzuriteProcess azurite;
    private DirectoryInfo? copies;

    private LocalStores(LocalMessageBus? held, AzuriteProcess azurite, TimeProvider machine, TimeProvider clock)
    {
        (this.held, this.azurite) = (held, azurite);
        Tables = Composition.LocalTables(azurite, machine);
        Clock = clock;
    }

    /// <summary>The time of what is in them: a sandbox's may have been moved.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The tables.</summary>
    public ITableStore Tables { get; }

    /// <summary>Opens a data directory.</summary>
    /// <exception cref="SettingsException">There is nothing to verify; one line says why.</exception>
    /// <exception cref="LocalToolException">Azurite does not start.</exception>
    public static async Task<LocalStores> Open(LocalOptions options, TimeProvider machine, CancellationToken cancel)
    {
        var tables = System.IO.Path.Combine(options.Data.FullName, "azurite");
        if (!Directory.Exists(tables))
        {
            throw new SettingsException(
                $"There are no tables in {options.Data.FullName}: no run has kept its state there. See --data.");
        }

        var clock = Composition.LocalClock(options, machine);
        var held = Hold(options, clock);
        try
        {
            var tools = System.IO.Path.Combine(options.Data.FullName, "tools");
            var settings = new AzuriteOptions(tools, tables, LocalRun.FreePort(), machine);
            var azurite = held is null
                ? await OfTheRun(settings, cancel)
                : await AzuriteProcess.Start(settings, cancel);
            var stores = new LocalStores(held, azurite, machine, clock);
            held = null;
            return stores;
        }
        finally
        {
            held?.Dispose();
        }
    }

    /// <summary>
    /// The node and its records: a real one's where the options name it, else the sandbox's. No records where a real
    /// node's macaroon for them is not given.
    /// </summary>
    /// <exception cref="SettingsException">The run that holds the node's logs does not tell what they say.</exception>
    public async Task<(ILightningNode Node, INodeAccounts? Accounts)> Node(
        LocalOptions options, TimeProvider machine, CancellationToken cancel)
    {
        if (options.LndAddress is not null)
        {
            return (Composition.RealNode(options, machine).Node, Composition.RealAccounts(options, machine));
        }

        // Payments first: what settled at the node before it paid them is in its invoices then.
        var payments = await Log(options, Composition.SandboxPaymentsLog, SandboxNodeApi.PaymentsPath, cancel);
        var invoices = await Log(options, Composition.SandboxNodeLog, SandboxNodeApi.Path, cancel);
        var node = await Composition.SandboxNode(Composition.LocalSecrets(options), invoices, Clock, cancel);
        return (node, new SandboxAccounts(node, payments));
    }

    private async Task<AppendOnlyLog> Log(
        LocalOptions options, string name, string path, CancellationToken cancel) => held is not null
        ? AppendOnlyLog.Open(System.IO.Path.Combine(options.Data.FullName, name))
        : await Download(options, name, path, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        copies?.Delete(recursive: true);

        // Azurite is the run's, where there is one.
        if (held is not null)
        {
            await azurite.Stop();
            held.Dispose();
        }
    }

    // Two on one folder would each overwrite what the other wrote: while a run has the directory, its own or none.
    private static async Task<AzuriteProcess> OfTheRun(AzuriteOptions settings, CancellationToken cancel) =>
        await AzuriteProcess.Adopt(settings, cancel)
        ?? throw new SettingsException(
            "The run that uses the data directory has no tables at the moment: it starts or ends. Try again.");

    // Null where a run has it.
    private static LocalMessageBus? Hold(LocalOptions options, TimeProvider clock)
    {
        try
        {
            return Composition.LocalBus(options, clock);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<AppendOnlyLog> Download(
        LocalOptions options, string name, string path, CancellationToken cancel)
    {
        try
        {
            var facts = System.IO.Path.Combine(options.Data.FullName, "sandbox.json");
            await using var file = File.OpenRead(facts);
            var run = await JsonSerializer.DeserializeAsync(file, SandboxJson.Default.SandboxFacts, cancel);
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            using var answer = await http.GetAsync(run!.BaseUrl + path, cancel);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                throw new SettingsException(
                    "The run uses a real node: give its --lnd-address, --lnd-cert and --lnd-macaroon, or --no-node.");
            }

            answer.EnsureSuccessStatusCode();
            copies ??= Directory.CreateTempSubdirectory("fulgurite-verify-");
            var copy = System.IO.Path.Combine(copies.FullName, name);
            await File.WriteAllBytesAsync(copy, await answer.Content.ReadAsByteArrayAsync(cancel), cancel);
            return AppendOnlyLog.Open(copy);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException)
        {
            throw new SettingsException($"The run that uses the data directory does not answer: {failure.Message}");
        }
    }
}
