using System.Diagnostics;

namespace Fulgurite.Pages;

/// <summary>Reads a QR code from a picture with ZBar, which has nothing in common with the code that drew it.</summary>
internal static class QrScanner
{
    /// <summary>The text in the picture; the tool's complaint when there is none.</summary>
    public static async Task<string> Scan(byte[] png)
    {
        var picture = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
        try
        {
            await File.WriteAllBytesAsync(picture, png);
            var start = new ProcessStartInfo("zbarimg", ["--quiet", "--raw", "--oneshot", picture])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var scan = Process.Start(start)!;
            var complaint = scan.StandardError.ReadToEndAsync();
            var text = await scan.StandardOutput.ReadToEndAsync();
            await scan.WaitForExitAsync();
            return text.Length > 0 ? text.TrimEnd('\n') : $"nothing found: {await complaint}";
        }
        finally
        {
            File.Delete(picture);
        }
    }
}
