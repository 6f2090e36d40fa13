using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Fulgurite.App;
using Fulgurite.App.Apis.AlphaPo;
using Fulgurite.App.Apis.Voltage;
using Fulgurite.App.Callbacks;
using Fulgurite.App.Checkout;
using Fulgurite.App.Host;
using Fulgurite.App.Local;
using Fulgurite.Bench.Load;
using Fulgurite.Identity;
using Fulgurite.Invoices;
using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;
using Fulgurite.Sandbox.LocalBus;
using Fulgurite.Sandbox.MemorySecrets;
using Fulgurite.Sandbox.Network;
using Fulgurite.Storage;
using Microsoft.AspNetCore.Builder;

namespace Fulgurite.Bench.Subjects;

/// <summary>
/// An environment with two wallets and many payments, made by the product's use cases, and its server: pages are read
/// as clients read them. Of a hundred payments ten are the second wallet's; of the first one's 65 are open receives, 20
/// paid ones, 3 sends that succeeded and 2 that were not covered.
/// </summary>
internal sealed class ListedWallets : IAsyncDisposable
{
    private const int CallersAtOnce = 64;
    private static readonly Msat Amount = Msat.FromSats(10_000);

    private readonly SteppedClock clock;
    private readonly ConcurrentBag<(int Wallet, Guid Id)> made = [];
    private readonly SandboxNode node;
    private readonly SandboxPayee payee;
    private readonly Engine engine;
    private readonly WebApplication server;
    private readonly HttpClient client;
    private readonly EnvironmentId environment;
    private readonly WalletId[] wallets;

    private ListedWallets(
        (SandboxNode Node, SandboxPayee Payee) network, Engine engine, SandboxFacts facts, SteppedClock clock)
    {
        (node, payee) = network;
        this.engine = engine;
        this.clock = clock;
        _ = EnvironmentId.TryParse(facts.EnvironmentId, out environment);
        var isWallet = WalletId.TryParse(facts.WalletId, out var wallet);
        Invariant.Holds(isWallet, "the merchant has a wallet");
        wallets = [wallet, new WalletId(Guid.NewGuid())];
        Organization = $"/v1/organizations/{facts.OrganizationId}";
        Environment = $"{Organization}/environments/{facts.EnvironmentId}";
        server = Server.Build(PlanOf(engine, clock), new Uri(facts.BaseUrl).Port);
        client = new HttpClient { BaseAddress = new Uri(facts.BaseUrl) };
        client.DefaultRequestHeaders.Add("X-Api-Key", facts.ApiKey);
    }

    /// <summary>The path of the organization.</summary>
    public string Organization { get; }

    /// <summary>The path of the environment.</summary>
    public string Environment { get; }

    /// <summary>The first wallet.</summary>
    public string Wallet => wallets[0].ToString();

    /// <summary>Every payment that was made.</summary>
    public IReadOnlyCollection<(int Wallet, Guid Id)> Made => made;

    /// <summary>One without payments, over some tables.</summary>
    public static async Task<ListedWallets> Open(ITableStore tables)
    {
        var (clock, randomness) = (new SteppedClock(), new SystemRandomness());
        var (key, payeeKey) = (new byte[32], new byte[32]);
        randomness.Fill(key);
        randomness.Fill(payeeKey);
        var node = new SandboxNode(new NodePrivateKey(key), null, randomness, clock);
        var payee = new SandboxPayee(new NodePrivateKey(payeeKey), null, randomness, clock);
        var secrets = new MemorySecretStore();
        var engine = await Composition.OnThisMachine(
            tables,
            LocalMessageBus.InMemory(clock),
            node,
            new SandboxPayingNode(node.Id, payee, null, clock),
            new LocalSetting(secrets, new TargetPolicy(AllowsLocal: true), BitcoinNetwork.Regtest, clock),
            CancellationToken.None);
        var baseUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Product.FreePort()}");
        var facts = await new LocalMerchant(engine, secrets, baseUrl).Ready(new BasisPoints(0), CancellationToken.None);
        var opened = new ListedWallets((node, payee), engine, facts, clock);
        await opened.server.StartAsync();
        await opened.OpenSecondWallet();
        return opened;
    }

    /// <summary>Makes so many payments, and waits until they can be counted.</summary>
    public async Task<LoadRun> Fill(int count)
    {
        await Settle(await Issue(0));
        var bills = new ConcurrentQueue<string>(Enumerable.Range(0, (count / 100 * 3) + 3).Select(_ => payee.Issue(
            Msat.FromSats(1),
            "",
            TimeSpan.FromHours(1),
            new SandboxPlan(SandboxOutcome.Settle, TimeSpan.Zero, default))));
        var left = count - made.Count;
        var run = await Callers.Run(CallersAtOnce, TimeSpan.MaxValue, left, number => (number % 100) switch
        {
            < 10 => Issue(1),
            < 75 => Issue(0),
            < 95 => Paid(),
            < 98 => Send(bills.TryDequeue(out var bill) ? bill : throw new InvalidOperationException("no bill")),
            _ => Send(payee.Issue(Msat.FromSats(1_000_000_000_000), "", TimeSpan.FromHours(1), new SandboxPlan())),
        });
        clock.Advance(TimeSpan.FromMinutes(3));
        return run;
    }

    /// <summary>Reads a page.</summary>
    public async Task<JsonNode> Get(string path)
    {
        using var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Invariant.Holds(answer.IsSuccessStatusCode, $"a page is answered: {text}");
        return JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.StopAsync();
        await server.DisposeAsync();
    }

    private static ServerPlan PlanOf(Engine engine, TimeProvider clock)
    {
        var terms = new AlphaPoTerms(Msat.FromSats(1_000), AlphaPoTerms.LargestDeposit, new BasisPoints(0));
        return new ServerPlan
        {
            Engine = new EngineSource(_ => Task.FromResult(engine)),
            Clock = clock,
            TriggerDoor = TriggerDoor.OnLoopbackPort(Product.FreePort()),
            AlphaPo = terms,
            Checkout = new CheckoutTerms(
                "Bench", terms.MinimumDeposit, terms.MaximumDeposit, HasForm: false, IsMainnet: false, AsksNode: false),
            Targets = new TargetPolicy(AllowsLocal: true),
            Limits = RequestLimits.Local,
        };
    }

    private async Task OpenSecondWallet()
    {
        var body = new JsonObject
        {
            ["id"] = wallets[1].ToString(),
            ["name"] = "Second wallet",
            ["network"] = "mutinynet",
            ["limit"] = 0,
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync($"{Organization}/wallets", content);
        Invariant.Holds(answer.IsSuccessStatusCode, "a second wallet is opened");
    }

    private async Task<Settlement> Issue(int wallet)
    {
        var id = new InvoiceId(Guid.NewGuid());
        var asked = new NewInvoice(environment, wallets[wallet], Amount, "", TimeSpan.FromHours(1), null, null, id);
        var outcome = await engine.CreateInvoice.Execute(asked, CancellationToken.None);
        made.Add((wallet, outcome.Invoice!.Id.Value));
        return new Settlement(node.Id, 1, outcome.Invoice!.Hash, Amount, clock.GetUtcNow());
    }

    private async Task Settle(Settlement settlement)
    {
        var status = await engine.SettleInvoice.Execute(settlement, CancellationToken.None);
        Invariant.Holds(status == SettleInvoiceStatus.Credited, "a paid open invoice is credited");
    }

    private async Task Paid() => await Settle(await Issue(0));

    private async Task Send(string bill)
    {
        var id = new PaymentId(Guid.NewGuid());
        var asked = new NewPayment(id, environment, wallets[0], bill, null, Msat.FromSats(2))
        {
            KeepsNotCovered = true,
        };
        var outcome = await engine.CreatePayment.Execute(asked, CancellationToken.None);
        Invariant.Holds(outcome.Payment is not null, "a payment is kept");
        made.Add((0, id.Value));
        if (!outcome.Payment.IsFinal)
        {
            var sent = await engine.AdvancePayment.Execute(new SendOrder(wallets[0], id, 0), CancellationToken.None);
            Invariant.Holds(sent.Status == AdvancePaymentStatus.Succeeded, "a payment that settles at once succeeds");
        }
    }
}
