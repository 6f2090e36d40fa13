using System.Diagnostics;
using System.Globalization;

namespace Fulgurite.CrashLoop;

/// <summary>Starts everything, breaks it again and again under load, and has it proved.</summary>
internal sealed class CrashRun(CrashOptions options, TextWriter output)
{
    private static readonly TimeSpan ComesBackWithin = TimeSpan.FromSeconds(90);

    private readonly DataDirectory data = new();
    private readonly Record record = new();
    private readonly Random chance = new(options.Seed);
    private readonly int port = ProductProcess.FreePort();
    private readonly long began = Stopwatch.GetTimestamp();

    /// <summary>True when everything holds.</summary>
    public async Task<bool> Run()
    {
        await output.WriteLineAsync($"seed {options.Seed}, data {data.Folder}");
        using var client = new ProductClient(port, record.Tally);
        using var merchant = new Merchant(record, new Random(options.Seed));
        var product = Start(merchant);
        try
        {
            product = await Break(product, client, merchant);
        }
        catch (Exception failure) when (failure is OperationCanceledException or TimeoutException)
        {
            record.Tally.Contradict($"the run could not go on: {failure.Message}");
        }
        finally
        {
            product.Dispose();
        }

        Summary.Write(output, options, record, Stopwatch.GetElapsedTime(began));
        var holds = record.Tally.Contradictions.Count == 0;
        Clear(holds);
        return holds;
    }

    private async Task<ProductProcess> Break(ProductProcess product, ProductClient client, Merchant merchant)
    {
        await Comes(product, data.Facts);
        client.Facts = merchant.Facts = data.Facts();
        await Recovered(client, Stopwatch.GetTimestamp(), "started");

        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        var load = Load(client, stop.Token, abort.Token);
        foreach (var (isAzurite, number) in Rounds())
        {
            await Task.Delay(Between());
            product = isAzurite
                ? await StopAzurite(product, client, merchant, number)
                : await Kill(product, client, merchant, number);
        }

        await stop.CancelAsync();
        abort.CancelAfter(options.Patience);
        await load;
        await output.WriteLineAsync("the load has stopped; proving");
        await new Proof(options, data, client, record, merchant).Run(product, port);
        return product;
    }

    private Task Load(ProductClient client, CancellationToken stop, CancellationToken abort)
    {
        var customers = Enumerable.Range(0, options.Clients).Select(number => new DepositClient(
            $"c{number}", client, record, new Random(options.Seed + number), options.PayCommand).Run(stop, abort));
        var senders = Enumerable.Range(0, options.Lnd.Count > 0 ? 0 : options.Clients).Select(number =>
            new SendClient(client, record, new Random(options.Seed - number - 1)).Run(stop, abort));
        return Task.WhenAll([.. customers, .. senders]);
    }

    // Kills and stops, mixed.
    private IEnumerable<(bool IsAzurite, int Number)> Rounds()
    {
        var rounds = new bool[options.Rounds + options.AzuriteStops];
        Array.Fill(rounds, true, 0, options.AzuriteStops);
        chance.Shuffle(rounds);
        return rounds.Select((isAzurite, index) => (isAzurite, index + 1));
    }

    private async Task<ProductProcess> Kill(
        ProductProcess product, ProductClient client, Merchant merchant, int number)
    {
        record.Tally.Check(!product.HasEnded, "the product had ended by itself");
        var azurite = data.Azurite();
        var from = Stopwatch.GetTimestamp();
        await product.Kill();
        record.Tally.Count("kills");
        product.Dispose();
        product = Start(merchant);
        if (chance.Next(6) == 0)
        {
            // Again, while it starts.
            await Task.Delay(chance.Next(20, 900));
            await product.Kill();
            record.Tally.Count("kills while starting");
            product.Dispose();
            product = Start(merchant);
        }

        var kept = azurite is not null && azurite == data.Azurite() ? "kept" : "anew";
        await Recovered(client, from, $"{number,3}  killed, Azurite {kept}", product);
        return product;
    }

    private async Task<ProductProcess> StopAzurite(
        ProductProcess product, ProductClient client, Merchant merchant, int number)
    {
        var from = Stopwatch.GetTimestamp();
        var before = data.Azurite();
        data.StopAzurite();
        record.Tally.Count("Azurite stops");
        if (chance.Next(3) == 0)
        {
            // The product too, while its storage is away or comes back.
            await Task.Delay(chance.Next(50, 2_000));
            await product.Kill();
            record.Tally.Count("kills without storage");
            product.Dispose();
            product = Start(merchant);
        }

        await Until(() => data.Azurite() is { } now && now != before, product, merchant, "another Azurite serves");
        record.Tally.Check(data.CountAzurites() == 1, $"{data.CountAzurites()} Azurites serve one folder");
        await Recovered(client, from, $"{number,3}  Azurite stopped", product);
        return product;
    }

    private ProductProcess Start(Merchant merchant) =>
        ProductProcess.Start(data, port, ["--callback-url", merchant.Url, .. options.Lnd]);

    private TimeSpan Between() => TimeSpan.FromSeconds(
        options.SecondsBetween.Min
        + (chance.NextDouble() * (options.SecondsBetween.Max - options.SecondsBetween.Min)));

    // Answers that need storage come again.
    private async Task Recovered(
        ProductClient client, long from, string what, ProductProcess? product = null)
    {
        while (await client.Signed("accounts/list", "{}") is not { Status: 200 })
        {
            MustGoOn(from, product, what);
            await Task.Delay(50);
        }

        var (took, at) = (Stopwatch.GetElapsedTime(from), Stopwatch.GetElapsedTime(began));
        record.Recoveries.Add(took);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{at.TotalSeconds,6:0.0} s  {what,-32} answers after {took.TotalSeconds:0.00} s"
            + $"  deposits {record.Deposits.Count(d => d.IsPaid)}/{record.Deposits.Count}"
            + $"  sends {record.Sends.Count(s => s.Final is not null)}/{record.Sends.Count}"
            + $"  contradictions {record.Tally.Contradictions.Count}"));
    }

    private static async Task Comes(ProductProcess product, Func<Facts> read)
    {
        var from = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                read();
                return;
            }
            catch (IOException)
            {
                MustGoOn(from, product, "the first start");
                await Task.Delay(100);
            }
        }
    }

    private static async Task Until(Func<bool> holds, ProductProcess product, Merchant merchant, string what)
    {
        var from = Stopwatch.GetTimestamp();
        while (!holds())
        {
            MustGoOn(from, product, $"{what} ({merchant.Told.Count} callbacks so far)");
            await Task.Delay(50);
        }
    }

    private static void MustGoOn(long from, ProductProcess? product, string what)
    {
        if (product is { HasEnded: true } || Stopwatch.GetElapsedTime(from) > ComesBackWithin)
        {
            throw new TimeoutException($"{what}: {(product?.HasEnded is true ? "the product ended" : "too long")}");
        }
    }

    private void Clear(bool holds)
    {
        data.StopAzurite();
        if (holds && !options.Keeps)
        {
            data.Delete();
        }
        else
        {
            output.WriteLine($"The data directory is kept: {data.Folder}");
        }
    }
}
