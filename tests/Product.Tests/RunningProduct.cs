using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fulgurite.Product;

/// <summary>A running <c>fulgurite local</c>: a process, its output, and its APIs as a client calls them.</summary>
internal sealed class RunningProduct : IAsyncDisposable
{
    private const string LastBannerLine = "Ctrl-C stops everything.";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task read;

    private RunningProduct(Process process, int port)
    {
        this.process = process;
        read = Task.WhenAll(Collect(process.StandardOutput), Collect(process.StandardError));
        Http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
    }

    public HttpClient Http { get; }

    public Facts Facts { get; private set; } = null!;

    /// <summary>What it has printed so far, on both streams.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts one on a free port and waits for its banner.</summary>
    public static Task<RunningProduct> Start(DataFolder data, params string[] options) =>
        StartWithPath(data, null, options);

    /// <summary>The same, with another PATH.</summary>
    public static async Task<RunningProduct> StartWithPath(DataFolder data, string? searchPath, params string[] options)
    {
        var port = Executable.FreePort();
        string[] where = ["local", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data.Path];
        var product = new RunningProduct(Executable.Start([.. where, .. options], searchPath), port);
        var isReady = false;
        try
        {
            await product.ready.Task.WaitAsync(StartsWithin);
            product.Facts = Facts.Read(data.FactsFile);
            isReady = true;
            return product;
        }
        finally
        {
            if (!isReady)
            {
                await product.DisposeAsync();
            }
        }
    }

    /// <summary>Presses Ctrl-C; the exit code.</summary>
    public async Task<int> Stop()
    {
        Executable.Signal(process.Id, Executable.Interrupt);
        await process.WaitForExitAsync().WaitAsync(StopsWithin);
        await read;
        return process.ExitCode;
    }

    /// <summary>Ends the process as a power cut would. Azurite stays.</summary>
    public async Task Kill()
    {
        Executable.Signal(process.Id, Executable.KillAtOnce);
        await process.WaitForExitAsync();
    }

    /// <summary>A signed call of the AlphaPo API.</summary>
    public Task<Answer> Call(string path, string body) => Call(path, Encoding.UTF8.GetBytes(body));

    public async Task<Answer> Call(string path, byte[] body, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v2/{path}");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.Add("X-Processing-Key", Facts.ProcessingKey);
        request.Headers.Add("X-Processing-Signature", Sign(body));
        return await Send(request);
    }

    /// <summary>The contract's signature.</summary>
    public string Sign(byte[] body) =>
        Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(Facts.ProcessingSecret), body));

    /// <summary>Takes a deposit address: a new invoice.</summary>
    public async Task<JsonNode> Take(string foreignId, string amount = "0.0001") => (await Call(
        "addresses/take",
        $$"""{"currency":"BTCLN","foreign_id":"{{foreignId}}","amount":{{amount}}}""")).With(201).Data;

    /// <summary>Pays as a customer of the sandbox would.</summary>
    public Task<Answer> Pay(string paymentRequest, string? outcome = null, int? delayMs = null) =>
        Post("/sandbox/pay", new JsonObject
        {
            ["payment_request"] = paymentRequest,
            ["outcome"] = outcome,
            ["delay_ms"] = delayMs,
        });

    /// <summary>Posts JSON.</summary>
    public async Task<Answer> Post(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await Send(request);
    }

    /// <summary>Calls the native API; the path begins below the environment.</summary>
    public async Task<Answer> Native(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, Facts.Environment + path);
        request.Headers.Add("X-Api-Key", Facts.ApiKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await Send(request);
    }

    public async Task<Answer> Get(string path, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        return await Send(request);
    }

    public async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return await Answer.Read(response);
    }

    /// <summary>The merchant's balance in satoshis.</summary>
    public async Task<long> Balance() =>
        Satoshis((await Call("accounts/list", "{}")).With(200).Data[0]!["balance"]!.GetValue<string>());

    /// <summary>Satoshis of a decimal string in BTC.</summary>
    public static long Satoshis(string amount) =>
        (long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100_000_000m);

    /// <summary>Waits until the deposit of a foreign id is credited; its facts.</summary>
    public async Task<JsonNode> Credited(string foreignId, int seconds = 10)
    {
        Answer? found = null;
        await Eventually.Holds($"{foreignId} is credited", async () =>
        {
            found = await Call("transactions/info", $$"""{"foreign_id":"{{foreignId}}"}""");
            return found.Status == 200;
        }, seconds);
        return found!.Json;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private async Task Collect(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }

            if (line == LastBannerLine)
            {
                ready.TrySetResult();
            }
        }

        ready.TrySetException(new InvalidOperationException($"The product ended: {Output}"));
    }
}
