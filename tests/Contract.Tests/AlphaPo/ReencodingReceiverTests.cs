using System.Diagnostics;
using System.Text;
using Fulgurite.App.Apis.AlphaPo;

namespace Fulgurite.Contracts.AlphaPo;

/// <summary>
/// Many receivers decode a callback, encode it again and hash that. For identifiers in <c>[A-Za-z0-9._:-]</c> every
/// encoder gives our bytes back; otherwise only PHP's and, but for slashes, Python's do.
/// </summary>
public sealed class ReencodingReceiverTests
{
    private const string Node =
        "process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(0,'utf8'))))";

    private const string Python =
        "import json,sys;sys.stdout.write(json.dumps(json.load(sys.stdin),separators=(',',':')))";

    [Theory]
    [InlineData("node", "-e", Node)]
    [InlineData("python3", "-c", Python)]
    public async Task Gets_our_bytes_back_for_a_plain_deposit(string command, string option, string program)
    {
        var body = DepositCallback.Render(Deposits.Order42);

        Assert.Equal(Encoding.ASCII.GetString(body), await Reencode(command, option, program, body));
    }

    [Fact]
    public async Task Gets_our_bytes_back_in_Python_for_any_script()
    {
        var body = DepositCallback.Render(Deposits.Order42 with { ForeignId = "Bestellung ü 😀 \"1\" \\" });

        Assert.Equal(Encoding.ASCII.GetString(body), await Reencode("python3", "-c", Python, body));
    }

    [Theory]
    [InlineData("node", "-e", Node)]
    [InlineData("python3", "-c", Python)]
    public async Task Loses_only_the_escapes_and_no_text(string command, string option, string program)
    {
        var body = DepositCallback.Render(Deposits.Free);
        var again = await Reencode(command, option, program, body);

        using var sent = System.Text.Json.JsonDocument.Parse(body);
        using var received = System.Text.Json.JsonDocument.Parse(again);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(sent.RootElement, received.RootElement));
    }

    private static async Task<string> Reencode(string command, string option, string program, byte[] body)
    {
        Assert.SkipUnless(IsInstalled(command), $"{command} is not installed.");
        var start = new ProcessStartInfo(command, [option, program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.BaseStream.WriteAsync(body);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static bool IsInstalled(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, command)));
}
